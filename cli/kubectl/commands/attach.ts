import { unsimulated } from '../frame/unsimulated.ts';

export default unsimulated('attach', 'kubectl logs -f shows what a container writes', {
  usage: '(POD | TYPE/NAME) -c CONTAINER [options]',
  about: 'Joins the program that runs in a container.',
  flags: [
    { name: 'container', short: 'c', type: 'string', usage: 'Which container.' },
    { name: 'pod-running-timeout', type: 'duration', default: 60_000, usage: 'How long to wait for a pod that runs.' },
    { name: 'quiet', short: 'q', type: 'bool', usage: "Only the program's own output." },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Hands stdin on to the program.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a terminal.' },
  ],
});
