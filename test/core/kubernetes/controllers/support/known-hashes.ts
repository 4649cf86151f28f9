/**
 * Names that real clusters gave, by the workload and the minor of the server. Sources: the recording shared/oracle/transcripts/psp-behaviours.yaml
 * (web, 1.20.2); transcripts of `kubectl create deployment nginx --image=nginx` and of the Kubernetes documentation's nginx-deployment.yaml
 * in public repositories, each name met in many of them (nginx-f89759699: 1.18, nginx-6799fc88d8: 1.19 to 1.22, and so on); a page of
 * notes with the ControllerRevision of nginx-sts in full.
 */
const labelled = (app: string, container: object): object => ({
  selector: { matchLabels: { app } },
  template: { metadata: { labels: { app } }, spec: { containers: [container] } },
});

export const NGINX = labelled('nginx', { name: 'nginx', image: 'nginx', resources: {} });
const documented = (image: string): object => labelled('nginx', { name: 'nginx', image, ports: [{ containerPort: 80 }] });
export const NGINX_SET = labelled('nginx-sts', { name: 'nginx', image: 'nginx' });

export interface Known {
  name: string;
  spec: object;
  /** By version. */
  hashes: Record<string, string>;
}

export const KNOWN: readonly Known[] = [
  {
    name: 'nginx',
    spec: NGINX,
    hashes: {
      '1.17.13': '86c57db685',
      '1.18.8': 'f89759699',
      '1.19.7': '6799fc88d8',
      '1.20.2': '6799fc88d8',
      '1.21.2': '6799fc88d8',
      '1.22.6': '6799fc88d8',
      '1.23.12': '85b98978db',
      '1.24.6': '8f458dc5b',
      '1.25.4': '76d6c9b8c',
      '1.26.0': '748c667d99',
      '1.27.1': '77b4fdf86c',
      '1.28.0': '7854ff8877',
      '1.29.0': '7854ff8877',
      '1.30.0': 'bf5d5cf98',
    },
  },
  {
    name: 'nginx-deployment',
    spec: documented('nginx:1.14.2'),
    hashes: { '1.18.8': '6b474476c4', '1.19.7': '66b6c48dd5', '1.20.2': '66b6c48dd5', '1.21.2': '66b6c48dd5', '1.24.6': '6595874d85' },
  },
  { name: 'nginx-deployment', spec: documented('nginx:1.16.1'), hashes: { '1.20.2': '559d658b74' } },
  {
    name: 'web',
    spec: labelled('web', { name: 'a', image: 'nginx', securityContext: { privileged: true } }),
    hashes: { '1.20.2': '556d8c7d5d' },
  },
];
