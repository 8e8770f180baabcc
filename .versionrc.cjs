const { version: released } = require("./api/released.json");

/** Before anything is released, the first release takes the version of package.json as it stands. */
const first = released === "0.0.0";

/**
 * How `npm run release` makes a version, a changelog and a tag (docs/publish.md).
 * @type {import('commit-and-tag-version').Options}
 */
module.exports = {
  firstRelease: first,
  // The first changelog replaces what was written by hand before it.
  releaseCount: first ? 0 : 1,
  // Commits are counted from the version released last. package.json may stand higher: who changes the API raises it.
  packageFiles: [first ? "package.json" : { filename: "api/released.json", type: "json" }],
  header: `# Changes

All notable changes, made from the commits by \`npm run release\`; versions by [SemVer](https://semver.org). What a version
asks of you stands in [Upgrade](docs/upgrade.md).
`,
  types: [
    { type: "feat", section: "Added" },
    { type: "fix", section: "Fixed" },
    { type: "perf", section: "Faster" },
  ],
  bumpFiles: ["package.json", "package-lock.json", "tools/cli/package.json"],
  // Links would need the address of a repository, which is whoever's this checkout is.
  writerOpts: {
    finalizeContext: (context) => ({ ...context, linkCompare: false, linkReferences: false }),
  },
  releaseCommitMessageFormat: "chore(release): {{currentTag}}",
  // The changelog, and the API as it is released, belong to the commit that is tagged.
  commitAll: true,
  scripts: {
    postbump: "npm run --silent api -- --released && git add api",
    postchangelog: "prettier --write CHANGELOG.md",
  },
};
