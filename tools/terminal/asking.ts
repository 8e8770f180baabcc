/** One of several answers. */
export interface Choice {
  readonly value: string;
  /** What a person reads: one line. @default - the value */
  readonly name?: string;
}

/** One question to the person at the terminal. */
export interface Prompt {
  readonly message: string;
  /** What is taken where nothing is typed. */
  readonly default?: string;
  /** The answers to choose from. @default - any text */
  readonly choices?: readonly Choice[];
  /** What is wrong with an answer, in words. @returns undefined where it is taken */
  readonly problem: (answer: string) => string | undefined;
}

/** Whether somebody is there to answer. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks until an answer is taken. What is asked stands on the standard error, so that the standard output is of the command alone.
 * @returns undefined where the person breaks off
 */
export async function ask({
  message,
  choices,
  problem,
  default: initial,
}: Prompt): Promise<string | undefined> {
  const given = initial === undefined ? {} : { default: initial };
  const context = { output: process.stderr };
  try {
    if (choices !== undefined) {
      const { default: select } = await import("@inquirer/select");
      return await select({ message, choices, ...given }, context);
    }
    const { default: input } = await import("@inquirer/input");
    const answer = await input(
      { message, validate: (text) => problem(text.trim()) ?? true, ...given },
      context,
    );
    return answer.trim();
  } catch (error) {
    if (error instanceof Error && error.name === "ExitPromptError") return undefined;
    throw error;
  }
}
