import type { ClusterConfig } from '../../kubernetes/cluster.ts';
import type { JsonObject } from '../../store.ts';
import type { AzureHost } from '../host.ts';
import { requireGroup } from '../providers/groups.ts';
import type { Route } from '../router.ts';
import { hex } from './defaults.ts';
import { credentialsKey, requireCluster, type ClusterRecord, type Credentials } from './records.ts';

/** A cluster without Azure AD gives everyone the same certificate: that of a cluster administrator, whom RBAC and PSP never stop. */
const SUBJECT = { commonName: 'masterclient', organizations: ['system:masters'] };
const TOKEN_LENGTH = 128;

/** Makes a new cluster's authority and client certificate. */
export function makeCredentials(host: AzureHost, record: ClusterRecord): void {
  const now = host.clock.now();
  const authority = host.pki.authority('ca', now);
  const credentials: Credentials = {
    authority,
    client: host.pki.issueClient(authority, SUBJECT, now),
    token: hex(host.random, TOKEN_LENGTH),
  };
  host.store.put(credentialsKey(record.id), credentials as unknown as JsonObject);
}

/** What the Kubernetes side must know of them. */
export function credentialsConfig(
  host: AzureHost,
  record: ClusterRecord,
): Pick<ClusterConfig, 'certificateAuthority'> & { adminToken: string } {
  const { authority, token } = read(host, record);
  return { certificateAuthority: authority.certificate, adminToken: token };
}

export function credentialRoutes(host: AzureHost): Route[] {
  const cluster = '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.ContainerService/managedClusters/{cluster}';
  return (['clusterUser', 'clusterAdmin'] as const).map((name) => ({
    method: 'POST',
    path: `${cluster}/list${name[0]!.toUpperCase()}${name.slice(1)}Credential`,
    handle: ({ params }) => {
      requireGroup(host, params.group!);
      const record = requireCluster(host, params.group!, params.cluster!);
      return {
        code: 200,
        body: {
          kubeconfigs: [{ name, value: btoa(kubeconfig(record, `${name}_${record.group}_${record.body.name}`, read(host, record))) }],
        },
      };
    },
  }));
}

const read = (host: AzureHost, record: ClusterRecord) => host.store.get(credentialsKey(record.id))!.value as unknown as Credentials;

function kubeconfig(record: ClusterRecord, user: string, { authority, client, token }: Credentials): string {
  const { name } = record.body;
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${btoa(authority.certificate)}`,
    `    server: https://${record.body.properties.fqdn}:443`,
    `  name: ${name}`,
    'contexts:',
    '- context:',
    `    cluster: ${name}`,
    `    user: ${user}`,
    `  name: ${name}`,
    `current-context: ${name}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    `- name: ${user}`,
    '  user:',
    `    client-certificate-data: ${btoa(client.certificate)}`,
    `    client-key-data: ${btoa(client.key)}`,
    `    token: ${token}`,
    '',
  ].join('\n');
}
