import { az } from '../az/index.ts';
import { main } from './main.ts';

void main('az', 'ERROR: ', az);
