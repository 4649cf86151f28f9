export { nameErrors } from './validation/names.ts';
