import { TENANT_ID, USER_NAME } from '../../../core/azure/data/account.ts';
import { AzError, messages } from '../errors.ts';
import { locationView } from '../models/resources.ts';
import type { Subscription } from '../profile.ts';
import type { Context, Row } from '../types.ts';
import { command, flag, required, value } from './define.ts';

/** login, logout and account: who is signed in, and to which subscription. Nothing is asked of anybody: the simulation knows one user. */

const DEVICE_CODE =
  'To sign in, use a web browser to open the page https://microsoft.com/devicelogin and enter the code ABCD12345 to authenticate.';
const TOKEN_LIFETIME = 3_600_000;

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
      flag('--use-device-code', 'deviceCode', 'Sign in with a code in a browser elsewhere.'),
      flag('--allow-no-subscriptions', 'allowNone', 'Also sign in where there is no subscription.'),
      flag('--identity -i', 'identity', 'Sign in as the managed identity of the machine.', { unsupported: true }),
      value('--scope', 'scope', 'Scope of the request.'),
    ],
    async run({ values, profile, log }) {
      if (values.servicePrincipal) {
        if (!values.username || !values.password)
          throw new AzError('usage error: --service-principal --username NAME --password SECRET --tenant TENANT');
        if (!values.tenant) throw new AzError('--tenant is required when logging in with a service principal.');
        checkTenant(values.tenant);
        return listed(profile.signIn({ name: values.username, type: 'servicePrincipal' }));
      }
      if (values.tenant) checkTenant(values.tenant);
      if (!values.username) log.plain(DEVICE_CODE);
      else if (!values.password) throw new AzError('usage error: --username NAME --password SECRET');
      else if (values.username.toLowerCase() !== USER_NAME)
        throw new AzError(
          `AADSTS50034: The user account ${values.username} does not exist in the simulated tenant, whose user is ${USER_NAME}.`,
        );
      return listed(profile.signIn({ name: USER_NAME, type: 'user' }));
    },
  }),
  command('logout', 'Sign out.', {
    local: true,
    arguments: [value('--username', 'username', 'The account to sign out; the current one if none is given.')],
    async run({ profile }) {
      if (profile.subscriptions.length === 0) throw new AzError('There are no active accounts.');
      profile.signOut();
      return undefined;
    },
  }),
  command('account show', 'Show a subscription: the default one if none is named.', {
    arguments: [],
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
    arguments: [required('--subscription --name -s -n', 'name', 'Name or ID of the subscription.')],
    async run({ profile, values }) {
      profile.choose(values.name);
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
    arguments: [
      value('--resource', 'resource', 'What the token is for.'),
      value('--tenant -t', 'tenant', 'The tenant.'),
      value('--scope', 'scope', 'Scopes.'),
      value('--resource-type', 'resourceType', 'Kind of the resource.'),
    ],
    run: async (context) => accessToken(context),
  }),
  command('account list-locations', 'List the regions of the subscription.', {
    local: true,
    arguments: [],
    run: async ({ arm }) => (await arm.list(`${arm.subscription()}/locations?api-version=2019-11-01`)).map(locationView),
  }),
];

function checkTenant(tenant: string): void {
  if (tenant.toLowerCase() !== TENANT_ID && tenant.toLowerCase() !== 'example.com') {
    throw new AzError(`AADSTS90002: Tenant '${tenant}' not found. The simulated tenant is ${TENANT_ID}.`);
  }
}

function accessToken({ profile, values, lab }: Context) {
  const { id, tenantId } = profile.choose(values.subscription);
  const expires = lab.clock.now() + TOKEN_LIFETIME;
  const part = (claims: object) => btoa(JSON.stringify(claims)).replaceAll('=', '').replaceAll('+', '-').replaceAll('/', '_');
  const claims = { aud: 'https://management.core.windows.net/', tid: tenantId, exp: Math.floor(expires / 1000) };
  return {
    accessToken: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.c2ln`,
    expiresOn: `${new Date(expires).toISOString().slice(0, 19).replace('T', ' ')}.000000`,
    subscription: id,
    tenant: tenantId,
    tokenType: 'Bearer',
  };
}
