import { decisionCommand } from './decide.ts';

export default decisionCommand(
  'Grants certificate signing requests. The certificate itself is made by a signer, which akslab does not simulate.',
  'approve',
  {
    type: 'Approved',
    reason: 'KubectlApprove',
    message: 'This CSR was approved by kubectl certificate approve.',
  },
);
