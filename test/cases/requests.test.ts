import { caseOf, describeCases } from "../support/cases";
import { runProgram } from "../support/run";

describeCases("a request that users asked for", () => {
  it("root-mfa-delete: root of the log archive enables MFA delete while guardrails stand", () => {
    const file = caseOf("requests", "root-mfa-delete.yaml");
    const { stdout } = runProgram("tools/cli/orgtrail.cjs", [
      ...["prove", "--no-built-in", "--requests", file, "--json"],
    ]);
    const { failures, idle } = JSON.parse(stdout) as {
      readonly failures: readonly { readonly request: string; readonly statement: string }[];
      readonly idle: readonly object[];
    };
    expect(idle).toEqual([]);
    // Nothing else is opened: who breaks the glass still needs MFA to delete a log.
    expect([...new Set(failures.map(({ request, statement }) => `${request}: ${statement}`))]).toEqual([
      "break glass in the log archive deletes a log while guardrails stand (SCP lets it): DenyDeleteWithoutMfa",
    ]);
  });
});
