import { runProgram } from "./program";

/** The commands that synthesize, as a program of their own: cdktf starts it time and again, and all others would be loaded with it. */
void runProgram({
  app: async () => (await import("../app/index.js")).appCommand(),
  synth: async () => (await import("../app/index.js")).synthCommand(),
});
