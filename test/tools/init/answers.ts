import type { Answers } from "../../../tools/init/questions";

export const ANSWERS: Answers = {
  name: "acme",
  organizationId: "o-a1b2c3d4e5",
  managementAccount: "111111111111",
  logArchiveAccount: "222222222222",
  securityAccount: "333333333333",
  homeRegion: "eu-central-1",
  stateBucket: "acme-states",
  deployRole: "OrgTrailDeploy",
  notify: "security@acme.example",
  team: "payments",
  teamAccount: "444444444444",
  pipeline: "github",
  owners: "@acme/security",
  repository: "acme/audit",
  project: "",
  deployer: "",
  framework: "cdktf",
};
