import { akslab } from '../akslab/index.ts';
import { main } from './main.ts';

void main('akslab', 'akslab: ', akslab);
