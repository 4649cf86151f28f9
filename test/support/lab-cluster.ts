/** A lab in memory with one bare cluster, for tests of akslab's commands. */
import { akslab } from '../../cli/akslab/index.ts';
import { createMemoryLab, type MemoryLab } from '../../cli/shared/memory-lab.ts';
import { memoryTerminal } from '../../cli/shared/memory-terminal.ts';
import type { ApiResponse, UserInfo } from '../../core/kubernetes/apiserver/types.ts';
import { ADMIN } from '../../core/kubernetes/explain/sandbox.ts';

const FQDN = 'c1.test';

export interface LabCluster {
  lab: MemoryLab;
  /** Runs akslab; the files stand in the working folder. */
  run(args: string[], files?: Record<string, string>): Promise<{ code: number; out: string; err: string }>;
  api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, user?: UserInfo): Promise<ApiResponse>;
}

export async function labCluster({ version = '1.20.2', podSecurityPolicy = true } = {}): Promise<LabCluster> {
  const lab = createMemoryLab();
  await lab.write((store) => {
    store.put('/world/clusters/c1', { fqdn: FQDN });
    store.put('/clusters/c1/config', { version, podSecurityPolicy, objects: 'bare', nodes: [], certificateAuthority: '', fqdn: FQDN });
  });
  return {
    lab,
    async run(args, files = {}) {
      const terminal = memoryTerminal({
        files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`/home/trainee/${name}`, text])),
      });
      const code = await akslab(args, terminal, lab);
      return { code, out: terminal.out, err: terminal.err };
    },
    async api(method, path, body, user = ADMIN) {
      const answer = await lab.api(`https://${FQDN}:443`, {
        method,
        path,
        ...(body ? { body: JSON.stringify(body) } : {}),
        credentials: { user },
      });
      // Lets the controllers do what is due by now.
      await lab.change({ until: lab.clock.now() + 1000 });
      return answer;
    },
  };
}
