/** The cluster that the transcripts were recorded on, in memory: a bare 1.20.2 with PodSecurityPolicy, and the kubeconfig of its administrator. */
import { createMemoryLab, type MemoryLab } from '../../cli/shared/memory-lab.ts';
import { nodePki } from '../../server/pki.ts';

export interface OracleLab {
  lab: MemoryLab;
  /** The text of a kubeconfig: context and cluster `oracle`, user `admin`, namespace default. */
  kubeconfig: string;
}

const FQDN = 'oracle.test';

/** @param home the state home, where commands look for the kubeconfig */
export async function oracleLab({
  home,
  version = '1.20.2',
  podSecurityPolicy = true,
  now,
}: { home?: string; version?: string; podSecurityPolicy?: boolean; now?: number } = {}): Promise<OracleLab> {
  const lab = createMemoryLab({ home, now });
  const pki = nodePki();
  const authority = pki.authority('ca', lab.clock.now());
  const client = pki.issueClient(authority, { commonName: 'admin', organizations: ['system:masters'] }, lab.clock.now());
  const nodes = [{ name: 'aks-nodepool1-12345678-vmss000000', version }];
  await lab.write((store) => {
    store.put('/world/clusters/oracle', { fqdn: FQDN });
    store.put('/clusters/oracle/config', {
      version,
      podSecurityPolicy,
      objects: 'bare',
      nodes,
      certificateAuthority: authority.certificate,
      fqdn: FQDN,
    });
  });
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'oracle',
    clusters: [{ name: 'oracle', cluster: { server: `https://${FQDN}:443`, 'certificate-authority-data': btoa(authority.certificate) } }],
    contexts: [{ name: 'oracle', context: { cluster: 'oracle', user: 'admin', namespace: 'default' } }],
    users: [{ name: 'admin', user: { 'client-certificate-data': btoa(client.certificate), 'client-key-data': btoa(client.key) } }],
  };
  return { lab, kubeconfig: JSON.stringify(kubeconfig) };
}
