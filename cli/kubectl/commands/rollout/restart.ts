import { changeCommand, restart } from './change.ts';

export default changeCommand(restart);
