import { kubectl } from '../kubectl/index.ts';
import { main } from './main.ts';

void main('kubectl', 'error: ', kubectl);
