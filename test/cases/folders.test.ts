import { casesIn, describeCases } from "../support/cases";

/** What stands in each folder of cases: by name, or held by the suite of that name, which fails for one that it does not know. */
const FOLDERS: Readonly<Record<string, readonly string[] | "each has a right value">> = {
  configuration: "each has a right value",
  events: ["dellog.ndjson", "putrolepolicy-omitted-vs-normal.ndjson"],
  logs: "each has a right value",
  plans: [
    "action-invocations-plan-deferred.json",
    "action-invocations-plan-with-update.json",
    "action-invocations-plan.json",
    "bases",
    "edits",
    "provisioner-real.json",
    "provisioner.json",
  ],
  // The first makes a state of an archive without the team, as test/sandbox/plan.test.ts does itself.
  "pull-requests": ["put-state.py", "search.yaml"],
  requests: ["root-mfa-delete.yaml"],
};

describeCases("the cases", () => {
  it("have a suite for each folder", () => {
    expect([...casesIn("")].sort()).toEqual(["README.md", ...Object.keys(FOLDERS)]);
  });

  it.each(Object.entries(FOLDERS).filter(([, names]) => typeof names !== "string"))(
    "are known by name, each of %s",
    (folder, names) => {
      expect([...casesIn(folder)].sort()).toEqual(names);
    },
  );
});
