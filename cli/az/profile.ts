import { SUBSCRIPTION_ID, SUBSCRIPTION_NAME, TENANT_ID, USER_NAME } from '../../core/azure/data/account.ts';
import type { Lab } from '../shared/lab.ts';
import type { Terminal } from '../shared/terminal.ts';
import { AzError, messages } from './errors.ts';
import { configFolder, readIfThere, writeInto } from './folder.ts';

/** A subscription as azureProfile.json and `az account show` have it. */
export interface Subscription {
  environmentName: string;
  homeTenantId: string;
  id: string;
  isDefault: boolean;
  managedByTenants: string[];
  name: string;
  state: string;
  tenantId: string;
  user: { name: string; type: 'user' | 'servicePrincipal' };
}

/** Who is signed in, and to what. A new home is signed in. */
export interface Profile {
  subscriptions: readonly Subscription[];
  /** The subscription of that name or id (none: the default one). @throws AzError */
  choose(asked?: string): Subscription;
  has(asked: string): boolean;
  signIn(user: Subscription['user']): readonly Subscription[];
  signOut(): void;
}

const FILE = 'azureProfile.json';

export function openProfile(terminal: Terminal, lab: Lab): Profile {
  const folder = configFolder(lab);
  let subscriptions = read();

  function read(): Subscription[] {
    const text = readIfThere(terminal.files, `${folder}/${FILE}`);
    if (text === undefined) return [subscription({ name: USER_NAME, type: 'user' })];
    try {
      return (JSON.parse(text.replace(/^\ufeff/, '')) as { subscriptions: Subscription[] }).subscriptions;
    } catch {
      throw new AzError(`Failed to load ${folder}/${FILE}: it is not JSON. Delete it, then run \`az login\`.`);
    }
  }

  function write(): void {
    writeInto(terminal.files, folder, FILE, `${JSON.stringify({ subscriptions }, null, 2)}\n`);
  }

  const find = (asked: string): Subscription | undefined => {
    const wanted = asked.toLowerCase();
    return subscriptions.find((one) => one.id === wanted || one.name.toLowerCase() === wanted);
  };

  return {
    has: (asked) => find(asked) !== undefined,
    get subscriptions() {
      return subscriptions;
    },
    choose(asked) {
      if (subscriptions.length === 0) throw new AzError(messages.notLoggedIn);
      const found = asked ? find(asked) : subscriptions.find((one) => one.isDefault);
      if (!found) throw new AzError(messages.subscriptionNotFound(asked ?? ''));
      return found;
    },
    signIn(user) {
      subscriptions = [subscription(user)];
      write();
      return subscriptions;
    },
    signOut() {
      subscriptions = [];
      write();
    },
  };
}

const subscription = (user: Subscription['user']): Subscription => ({
  id: SUBSCRIPTION_ID,
  name: SUBSCRIPTION_NAME,
  state: 'Enabled',
  user,
  isDefault: true,
  tenantId: TENANT_ID,
  environmentName: 'AzureCloud',
  homeTenantId: TENANT_ID,
  managedByTenants: [],
});
