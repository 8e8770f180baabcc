/**
 * Does the work without cdktf's notes of where each token was made. It takes a stack trace for every attribute of
 * every resource, a third of all time at a thousand teams, to print them in messages about unresolved tokens. Errors
 * keep their traces: the notes are plain objects.
 */
export function withoutTokenTraces<T>(work: () => T): T {
  const capture = Error.captureStackTrace.bind(Error);
  Error.captureStackTrace = (target, below) => {
    if (target instanceof Error) capture(target, below);
  };
  try {
    return work();
  } finally {
    Error.captureStackTrace = capture;
  }
}
