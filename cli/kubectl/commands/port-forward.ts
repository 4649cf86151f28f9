import { unsimulated } from '../frame/unsimulated.ts';

export default unsimulated('port-forward', 'simulated containers listen on no port', {
  usage: 'TYPE/NAME [options] [LOCAL_PORT:]REMOTE_PORT [...[LOCAL_PORT_N:]REMOTE_PORT_N]',
  about: 'Brings a port of a pod to this machine.',
  flags: [
    { name: 'address', type: 'strings', default: ['localhost'], usage: 'Addresses to listen on.' },
    { name: 'pod-running-timeout', type: 'duration', default: 60_000, usage: 'How long to wait for a pod that runs.' },
  ],
});
