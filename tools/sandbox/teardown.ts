type Step = () => Promise<void> | void;

/** What is to be undone, in the reverse of the order in which it was done. */
export class Teardown {
  private readonly steps: Step[] = [];
  private done: Promise<void> | undefined;

  /** Adds what undoes the step just taken. Where all is undone already, this is undone at once. */
  async add(step: Step): Promise<void> {
    if (this.done === undefined) this.steps.push(step);
    else await step();
  }

  /** Undoes all, once: whoever calls again waits for the same end. */
  async run(): Promise<void> {
    this.done ??= this.runSteps();
    return this.done;
  }

  private async runSteps(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) await step();
  }
}
