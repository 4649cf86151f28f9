import { decisionCommand } from './decide.ts';

export default decisionCommand('Turns certificate signing requests down.', 'deny', {
  type: 'Denied',
  reason: 'KubectlDeny',
  message: 'This CSR was denied by kubectl certificate deny.',
});
