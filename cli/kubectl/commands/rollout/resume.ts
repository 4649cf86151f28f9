import { changeCommand, resume } from './change.ts';

export default changeCommand(resume);
