const { sep } = require("node:path");
const { isNativeError } = require("node:util/types");
const { TestEnvironment } = require("jest-environment-node");

const CDKTF = `${sep}cdktf${sep}`;

/**
 * Node, without the stack traces that cdktf notes where each token is made, which no test reads. Jest would look each of their lines up in source
 * maps, a third of the time of what synthesizes.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    // By now Jest has set its own.
    const traceOf = Error.prepareStackTrace;
    const isNote = (error, [first]) => !isNativeError(error) && first?.getFileName()?.includes(CDKTF);
    Error.prepareStackTrace = (error, frames) => (isNote(error, frames) ? "" : traceOf?.(error, frames));
  }
};
