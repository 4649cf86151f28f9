import { CommandError } from './command.ts';

/** A question that was answered by Ctrl-C. */
class Cancelled extends CommandError {
  override readonly exitCode = 130;
}

/** A question as inquirer has it. */
interface Question {
  type: 'confirm' | 'input' | 'select';
  name: string;
  message: string;
  [option: string]: unknown;
}

/** Asks by inquirer. @throws a CommandError on Ctrl-C */
export async function ask<T>(questions: Question[]): Promise<T> {
  const { default: inquirer } = await import('inquirer');
  try {
    return (await inquirer.prompt(questions as never)) as T;
  } catch (error) {
    if ((error as Error).name === 'ExitPromptError') throw new Cancelled('cancelled');
    throw error;
  }
}
