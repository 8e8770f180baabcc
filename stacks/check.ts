import type { App } from "cdktf";

/** A remark that a construct made about its configuration: what it does is allowed, and worth knowing. */
export interface Warning {
  readonly path: string;
  readonly message: string;
}

const WARNING = "@cdktf/warn";

/** What the validations of all constructs say, each with the construct's path. */
export function validationFaults(app: App): readonly string[] {
  return app.node
    .findAll()
    .flatMap(({ node }) => node.validate().map((message) => `${node.path}: ${message}`));
}

/** The warnings of all constructs. */
export function warningsOf(app: App): readonly Warning[] {
  return app.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === WARNING)
        .map(({ data }) => ({ path: node.path, message: String(data) })),
    );
}
