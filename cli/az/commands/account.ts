import { TENANT_ID, USER_NAME } from '../../../core/azure/data/account.ts';
import { AzError, messages } from '../errors.ts';
import { locationView } from '../models/resources.ts';
import type { Subscription } from '../profile.ts';
import { NoTty, password } from '../prompt.ts';
import type { Context, Row } from '../types.ts';
import { command, flag, list, required, unsupported, value, words } from './define.ts';

/** login, logout and account: who is signed in, and to which subscription. Nothing is asked of anybody: the simulation knows one user. */

const DEVICE_CODE =
  'To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ABCD12345 to authenticate.';
const TOKEN_LIFETIME = 3_600_000;
const OF_SUBSCRIPTION = value('--subscription -s --name -n', 'subscription', 'Name or ID of the subscription; without it the default one.');

/** `az login` and `account list` say cloudName where `account show` says environmentName. */
const listed = (subscriptions: readonly Subscription[]) =>
  subscriptions.map(({ environmentName, ...rest }) => ({ ...rest, cloudName: environmentName }));

export const ACCOUNT_COMMANDS = [
  command('login', 'Sign in to Azure.', {
    local: true,
    arguments: [
      value('--username -u', 'username', 'User name, application id or managed identity id.'),
      value('--password -p', 'password', 'Password, or secret of a service principal.'),
      flag('--service-principal', 'servicePrincipal', 'The credentials are those of a service principal.'),
      value('--tenant -t', 'tenant', 'The tenant to sign in to.'),
      flag('--allow-no-subscriptions', 'allowNone', 'Also sign in where there is no subscription.'),
      ...unsupported('-i/--identity'),
      flag('--use-device-code', 'deviceCode', 'Sign in with a code in a browser elsewhere.'),
      ...unsupported('--use-cert-sn-issuer'),
      list('--scope', 'scope', 'Scope of the request.'),
      ...unsupported('--federated-token='),
    ],
    run: login,
  }),
  command('logout', 'Sign out.', {
    local: true,
    arguments: [value('--username', 'username', 'The account to sign out; the current one if none is given.')],
    async run({ profile, values }) {
      const user = profile.subscriptions.find((one) => one.isDefault)?.user.name;
      if (!values.username && !user) throw new AzError(messages.login.noAccounts);
      if (!values.username || values.username.toLowerCase() === user?.toLowerCase()) profile.signOut();
      return undefined;
    },
  }),
  command('account show', 'Show a subscription: the default one if none is named.', {
    local: true,
    arguments: [OF_SUBSCRIPTION],
    run: async ({ profile, values }) => ({ ...profile.choose(values.subscription) }),
  }),
  command('account list', 'List the subscriptions of the account.', {
    local: true,
    arguments: [flag('--all', 'all', 'Also those that are not enabled.'), flag('--refresh', 'refresh', 'Ask the server again.')],
    table: (subscriptions: any[]): Row[] =>
      subscriptions.map((one) => ({
        Name: one.name,
        CloudName: one.cloudName,
        SubscriptionId: one.id,
        TenantId: one.tenantId,
        State: one.state,
        IsDefault: one.isDefault,
      })),
    async run({ profile, log }) {
      if (profile.subscriptions.length === 0) log.warning(messages.accountListEmpty);
      return listed(profile.subscriptions);
    },
  }),
  command('account set', 'Make a subscription the default one.', {
    local: true,
    arguments: [required('--subscription -s --name -n', 'name', 'Name or ID of the subscription.')],
    async run({ profile, values }) {
      if (!profile.has(values.name)) throw new AzError(messages.noSubscription(values.name));
      return undefined;
    },
  }),
  command('account clear', 'Forget all subscriptions.', {
    local: true,
    arguments: [],
    async run({ profile }) {
      profile.signOut();
      return undefined;
    },
  }),
  command('account get-access-token', 'Get a token. It opens nothing outside the simulation.', {
    local: true,
    arguments: [
      OF_SUBSCRIPTION,
      value('--resource', 'resource', 'What the token is for.'),
      words('--scope', 'scope', 'Scopes.'),
      value('--resource-type', 'resourceType', 'Kind of the resource.', {
        choices: ['oss-rdbms', 'arm', 'aad-graph', 'ms-graph', 'batch', 'media', 'data-lake'],
      }),
      value('--tenant -t', 'tenant', 'The tenant.'),
    ],
    run: async (context) => accessToken(context),
  }),
  command('account list-locations', 'List the regions of the subscription.', {
    local: true,
    arguments: [],
    run: async ({ arm }) => (await arm.list(`${arm.subscription()}/locations?api-version=2019-11-01`)).map(locationView),
  }),
];

async function login({ values, profile, log, terminal }: Context): Promise<any> {
  const { username, servicePrincipal, tenant, deviceCode } = values;
  if (deviceCode && (values.password || servicePrincipal || username)) throw new AzError(messages.login.deviceCodeAlone);
  if (servicePrincipal && !username) throw new AzError(messages.login.principalUsage);
  if (username && !values.password) await askPassword(terminal);
  if (servicePrincipal && !tenant) throw new AzError(messages.login.tenantMissing);
  if (tenant && ![TENANT_ID, 'example.com'].includes(tenant.toLowerCase()))
    throw new AzError(messages.login.unknownTenant(tenant, TENANT_ID));
  if (servicePrincipal) return listed(profile.signIn({ name: username, type: 'servicePrincipal' }));
  if (!username) log.plain(DEVICE_CODE);
  else if (username.toLowerCase() !== USER_NAME) throw new AzError(messages.login.unknownUser(username, USER_NAME));
  return listed(profile.signIn({ name: USER_NAME, type: 'user' }));
}

/** Any password opens the simulation. */
async function askPassword(terminal: Context['terminal']): Promise<void> {
  try {
    await password(terminal, 'Password: ');
  } catch (error) {
    throw error instanceof NoTty ? new AzError(messages.login.passwordMissing) : error;
  }
}

function accessToken({ profile, values, lab }: Context) {
  const { id, tenantId } = profile.choose(values.subscription);
  const expires = lab.clock.now() + TOKEN_LIFETIME;
  const part = (claims: object) => btoa(JSON.stringify(claims)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
  const claims = { aud: 'https://management.core.windows.net/', tid: tenantId, exp: Math.floor(expires / 1000) };
  return {
    tokenType: 'Bearer',
    accessToken: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.c2ln`,
    expiresOn: `${new Date(expires).toISOString().slice(0, 19).replace('T', ' ')}.000000`,
    tenant: tenantId,
    subscription: id,
  };
}
