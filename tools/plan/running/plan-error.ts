/** No stack was planned. Its text says why, and what to do. */
export class PlanError extends Error {
  override readonly name = "PlanError";
}
