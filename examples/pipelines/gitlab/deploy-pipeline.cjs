// Prints the pipeline that deploys the stacks that differ, as JSON, which is YAML. Of each stack, one job plans and one
// applies; shared stacks come one after the other, and those of teams after them, beside each other.
//
// Usage: node deploy-pipeline.cjs <affected.json>
const { readFileSync } = require("node:fs");

const TEMPLATES = "examples/pipelines/gitlab/deploy-stack.yml";

const plan = ({ stack }, stage, needs) => ({
  extends: ".orgtrail-plan",
  stage,
  variables: { STACK: stack },
  needs,
});

const apply = ({ stack, account }, stage) => ({
  extends: ".orgtrail-apply",
  stage,
  variables: { STACK: stack },
  needs: [`plan ${stack}`],
  environment: { name: account },
});

const jobsOf = (stack, stage, needs) => ({
  [`plan ${stack.stack}`]: plan(stack, stage, needs),
  [`apply ${stack.stack}`]: apply(stack, stage),
});

function pipelineOf({ shared, teams }) {
  const order = Object.values(shared);
  const applied = order.map(({ stack }) => `apply ${stack}`);
  const jobs = [
    ...order.map((stack, index) => jobsOf(stack, stack.stack, applied.slice(0, index))),
    ...teams.include.map((stack) => jobsOf(stack, "teams", applied)),
  ];
  if (jobs.length === 0) return { "nothing to deploy": { script: ["true"] } };
  return {
    include: [{ local: TEMPLATES }],
    stages: [...order.map(({ stack }) => stack), "teams"],
    ...Object.assign({}, ...jobs),
  };
}

const [file] = process.argv.slice(2);
process.stdout.write(`${JSON.stringify(pipelineOf(JSON.parse(readFileSync(file, "utf8"))), null, 2)}\n`);
