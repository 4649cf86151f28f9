import { changeCommand, pause } from './change.ts';

export default changeCommand(pause);
