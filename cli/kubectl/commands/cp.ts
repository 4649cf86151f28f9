import { unsimulated } from '../frame/unsimulated.ts';

export default unsimulated('cp', 'kubectl exec POD -- cat FILE shows a file', {
  usage: '<file-spec-src> <file-spec-dest> [options]',
  about: 'Copies files from and to containers.',
  flags: [
    { name: 'container', short: 'c', type: 'string', usage: 'Which container.' },
    { name: 'no-preserve', type: 'bool', usage: 'Does not keep owners and permissions.' },
  ],
});
