export { ADMISSION, admissionPlugins } from './chain.ts';
