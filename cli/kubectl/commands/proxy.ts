import { unsimulated } from '../frame/unsimulated.ts';

export default unsimulated('proxy', 'akslab serve opens the API server to other programs, and kubectl get --raw reads one path', {
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix] [options]',
  about: 'Opens the API server on a port of this machine.',
  flags: [
    {
      name: 'accept-hosts',
      type: 'string',
      default: '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$',
      usage: 'Host names that are let through.',
    },
    { name: 'accept-paths', type: 'string', default: '^.*', usage: 'Paths that are let through.' },
    { name: 'address', type: 'string', default: '127.0.0.1', usage: 'Address to listen on.' },
    { name: 'api-prefix', type: 'string', default: '/', usage: 'Where the API is put.' },
    { name: 'disable-filter', type: 'bool', usage: 'Lets everything through.' },
    { name: 'keepalive', type: 'duration', usage: 'How long a connection is kept.' },
    { name: 'port', short: 'p', type: 'int', default: 8001, usage: 'Port to listen on.' },
    { name: 'reject-methods', type: 'string', default: '^$', usage: 'Methods that are refused.' },
    { name: 'reject-paths', type: 'string', default: '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach', usage: 'Paths that are refused.' },
    { name: 'unix-socket', short: 'u', type: 'string', usage: 'Socket to listen on instead.' },
    { name: 'www', short: 'w', type: 'string', usage: 'Folder to serve as well.' },
    { name: 'www-prefix', short: 'P', type: 'string', default: '/static/', usage: 'Where that folder is put.' },
  ],
});
