/** Something that a tool needs is not on this machine. Its text says what to install. */
export class MissingProgramError extends Error {
  override readonly name = "MissingProgramError";
}
