const { isNativeError } = require("node:util/types");
const { TestEnvironment } = require("jest-environment-node");

/**
 * Node, without the stack traces of what is no error: cdktf notes one where each token is made, which no test reads. Jest would look each of its
 * lines up in source maps, a third of the time of what synthesizes.
 */
module.exports = class extends TestEnvironment {
  async setup() {
    await super.setup();
    // By now Jest has set its own.
    const traceOf = Error.prepareStackTrace;
    Error.prepareStackTrace = (error, frames) => (isNativeError(error) ? traceOf?.(error, frames) : "");
  }
};
