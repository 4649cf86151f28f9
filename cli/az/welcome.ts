/** What a bare `az` prints. */
export const WELCOME = `
     /\\
    /  \\    _____   _ _  ___ _
   / /\\ \\  |_  / | | | \\'__/ _\\
  / ____ \\  / /| |_| | | |  __/
 /_/    \\_\\/___|\\__,_|_|  \\___|


Welcome to the cool new Azure CLI!

Use \`az --version\` to display the current version.
Here are the base commands that akslab simulates:

    account             : Subscriptions of the account.
    aks                 : Managed Kubernetes clusters.
    config, configure   : Configuration of the CLI.
    extension           : Extensions of the CLI.
    feature             : Preview features of resource providers.
    group               : Resource groups.
    login, logout       : Signing in and out.
    provider            : Resource providers.
    resource            : Resources.
    rest                : Requests of your own.
    version             : Versions of the CLI and its extensions.

`;
