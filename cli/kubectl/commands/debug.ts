import { unsimulated } from '../frame/unsimulated.ts';

export default unsimulated('debug', 'kubectl describe and akslab why say what is wrong with a pod', {
  usage: '(POD | TYPE[[.VERSION].GROUP]/NAME) [ -- COMMAND [args...] ] [options]',
  about: 'Adds a container to a pod, or copies a pod, in order to look into it.',
  flags: [
    { name: 'arguments-only', type: 'bool', usage: 'What stands after -- are arguments only.' },
    { name: 'attach', type: 'bool', usage: 'Joins the new container.' },
    { name: 'container', short: 'c', type: 'string', usage: 'Name of the new container.' },
    { name: 'copy-to', type: 'string', usage: 'Name of the copy.' },
    { name: 'env', type: 'array', usage: 'Environment variables.' },
    { name: 'image', type: 'string', usage: 'Image of the new container.' },
    { name: 'image-pull-policy', type: 'string', usage: 'Always, IfNotPresent or Never.' },
    { name: 'quiet', type: 'bool', usage: 'Says less.' },
    { name: 'replace', type: 'bool', usage: 'Deletes the pod that is copied.' },
    { name: 'same-node', type: 'bool', usage: 'Puts the copy on the same node.' },
    { name: 'set-image', type: 'array', usage: 'Images of the copy, as container=image.' },
    { name: 'share-processes', type: 'bool', default: true, usage: 'The containers of the copy see the processes of each other.' },
    { name: 'stdin', short: 'i', type: 'bool', usage: 'Hands stdin on.' },
    { name: 'target', type: 'string', usage: 'Container whose processes are seen.' },
    { name: 'tty', short: 't', type: 'bool', usage: 'Stdin is a terminal.' },
  ],
});
