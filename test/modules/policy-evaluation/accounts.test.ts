import {
  FULL_AWS_ACCESS,
  accountRoot,
  anonymous,
  servicePrincipal,
  type Policies,
} from "../../../modules/policy-evaluation";
import {
  ALICE,
  AUDITOR_ROLE,
  AUDITOR_SESSION,
  BUCKET,
  HOME,
  OTHER,
  alice,
  cloudTrail,
  naming,
  stranger,
} from "./fixtures";
import { allow, deny, denyEveryone, homeRoot, itDecides, nothing, type Row } from "./verdicts";

describe("within an account", () => {
  itDecides([
    ["no policy allows", {}, {}, "implicitly denied"],
    ["an identity policy allows", {}, { identity: [nothing, allow] }, "allowed"],
    ["the bucket policy names the role", {}, { resource: naming({ AWS: AUDITOR_ROLE }) }, "allowed"],
    ["the bucket policy names the session", {}, { resource: naming({ AWS: AUDITOR_SESSION }) }, "allowed"],
    [
      "the bucket policy names the user",
      { principal: alice },
      { resource: naming({ AWS: ALICE }) },
      "allowed",
    ],
    ["the bucket policy is public", {}, { resource: naming("*") }, "allowed"],
    [
      "the bucket policy names the account, which only delegates",
      {},
      { resource: naming({ AWS: HOME }) },
      "implicitly denied",
    ],
    [
      "the account's delegation and an identity policy",
      {},
      { resource: naming({ AWS: HOME }), identity: [allow] },
      "allowed",
    ],
    ["the bucket policy names somebody else", {}, { resource: naming({ AWS: ALICE }) }, "implicitly denied"],
    ["the root user needs no policy", { principal: homeRoot }, {}, "allowed"],
    ["identity policies are not the root user's", { principal: homeRoot }, { identity: [deny] }, "allowed"],
  ]);

  describe("an explicit deny overrides every allow", () => {
    const allowed: Policies = { resource: naming("*"), identity: [allow] };
    itDecides([
      ["in an identity policy", {}, { ...allowed, identity: [allow, deny] }, "explicitly denied"],
      ["in the resource policy", {}, { ...allowed, resource: denyEveryone }, "explicitly denied"],
      ["in the permissions boundary", {}, { ...allowed, permissionsBoundary: deny }, "explicitly denied"],
      ["in a session policy", {}, { ...allowed, session: [allow, deny] }, "explicitly denied"],
      [
        "in a service control policy",
        {},
        { ...allowed, serviceControl: [[FULL_AWS_ACCESS, deny]] },
        "explicitly denied",
      ],
      [
        "in a resource control policy",
        {},
        { ...allowed, resourceControl: [denyEveryone] },
        "explicitly denied",
      ],
      ["even of the root user", { principal: homeRoot }, { resource: denyEveryone }, "explicitly denied"],
    ]);
  });

  describe("a permissions boundary and session policies limit", () => {
    const limits: readonly (readonly [string, Policies])[] = [
      ["boundary", { permissionsBoundary: nothing }],
      ["session policy", { session: [nothing] }],
    ];
    itDecides(
      limits.flatMap(([name, limit]): Row[] => [
        [`${name}: what identity policies grant`, {}, { ...limit, identity: [allow] }, "implicitly denied"],
        [
          `${name}: what a resource grants the role`,
          {},
          { ...limit, resource: naming({ AWS: AUDITOR_ROLE }) },
          "implicitly denied",
        ],
        [
          `${name}: not what a resource grants the session`,
          {},
          { ...limit, resource: naming({ AWS: AUDITOR_SESSION }) },
          "allowed",
        ],
        [
          `${name}: not what a resource grants the user`,
          { principal: alice },
          { ...limit, resource: naming({ AWS: ALICE }) },
          "allowed",
        ],
        [`${name}: not what a resource grants everyone`, {}, { ...limit, resource: naming("*") }, "allowed"],
        [`${name}: not the root user`, { principal: homeRoot }, limit, "allowed"],
      ]),
    );
    itDecides([
      [
        "both allow",
        {},
        { identity: [allow], permissionsBoundary: allow, session: [nothing, allow] },
        "allowed",
      ],
      ["limits grant nothing", {}, { permissionsBoundary: allow, session: [allow] }, "implicitly denied"],
    ]);
  });

  describe("S3 keeps the owner's root user from being locked out of the bucket policy", () => {
    const resource = denyEveryone;
    itDecides([
      [
        "put",
        { principal: homeRoot, action: "s3:PutBucketPolicy", resource: BUCKET },
        { resource },
        "allowed",
      ],
      [
        "delete",
        { principal: homeRoot, action: "s3:DeleteBucketPolicy", resource: BUCKET },
        { resource },
        "allowed",
      ],
      [
        "get",
        { principal: homeRoot, action: "s3:GetBucketPolicy", resource: BUCKET },
        { resource },
        "allowed",
      ],
      [
        "other actions",
        { principal: homeRoot, action: "s3:PutBucketAcl", resource: BUCKET },
        { resource },
        "explicitly denied",
      ],
      [
        "other principals",
        { action: "s3:PutBucketPolicy", resource: BUCKET },
        { resource, identity: [allow] },
        "explicitly denied",
      ],
      [
        "another account's",
        { principal: accountRoot({ account: OTHER }), action: "s3:PutBucketPolicy", resource: BUCKET },
        { resource },
        "explicitly denied",
      ],
      [
        "an SCP still denies",
        { principal: homeRoot, action: "s3:PutBucketPolicy", resource: BUCKET },
        { resource, serviceControl: [[FULL_AWS_ACCESS, deny]] },
        "explicitly denied",
      ],
    ]);
  });

  itDecides([
    [
      "an action without a resource is one of the own account",
      { resource: "*", action: "s3:ListAllMyBuckets" },
      { identity: [allow] },
      "allowed",
    ],
  ]);
});

describe("across accounts", () => {
  const principal = stranger;
  const strangerRole = `arn:aws:iam::${OTHER}:role/Auditor`;
  itDecides([
    ["neither side allows", { principal }, {}, "implicitly denied"],
    ["the identity policy alone", { principal }, { identity: [allow] }, "implicitly denied"],
    [
      "the resource policy alone",
      { principal },
      { resource: naming({ AWS: strangerRole }) },
      "implicitly denied",
    ],
    ["a public resource policy alone", { principal }, { resource: naming("*") }, "implicitly denied"],
    [
      "both, naming the role",
      { principal },
      { resource: naming({ AWS: strangerRole }), identity: [allow] },
      "allowed",
    ],
    [
      "both, naming the account",
      { principal },
      { resource: naming({ AWS: OTHER }), identity: [allow] },
      "allowed",
    ],
    ["both, public", { principal }, { resource: naming("*"), identity: [allow] }, "allowed"],
    [
      "both, but a boundary",
      { principal },
      { resource: naming("*"), identity: [allow], permissionsBoundary: nothing },
      "implicitly denied",
    ],
    [
      "both, but a session policy",
      { principal },
      { resource: naming({ AWS: OTHER }), identity: [allow], session: [nothing] },
      "implicitly denied",
    ],
    [
      "both, but the identity policy denies",
      { principal },
      { resource: naming("*"), identity: [allow, deny] },
      "explicitly denied",
    ],
    [
      "a root user whose account is named",
      { principal: accountRoot({ account: OTHER }) },
      { resource: naming({ AWS: OTHER }) },
      "allowed",
    ],
    [
      "a root user whose account is not",
      { principal: accountRoot({ account: OTHER }) },
      { resource: naming({ AWS: HOME }) },
      "implicitly denied",
    ],
  ]);
});

describe("services and the anonymous", () => {
  const principal = cloudTrail;
  const named = naming({ Service: "cloudtrail.amazonaws.com" });
  itDecides([
    ["the resource policy alone suffices", { principal }, { resource: named }, "allowed"],
    ["identity policies are not theirs", { principal }, { identity: [allow] }, "implicitly denied"],
    [
      "nor do they limit",
      { principal },
      { resource: named, identity: [deny], permissionsBoundary: deny, session: [deny] },
      "allowed",
    ],
    [
      "a bucket of no known account",
      { principal, resource: "arn:aws:s3:::elsewhere" },
      { resource: named },
      "allowed",
    ],
    [
      "another service",
      { principal: servicePrincipal("config.amazonaws.com") },
      { resource: named },
      "implicitly denied",
    ],
    ["the anonymous, public", { principal: anonymous() }, { resource: naming({ AWS: "*" }) }, "allowed"],
    [
      "the anonymous, not public",
      { principal: anonymous() },
      { resource: naming({ AWS: HOME }) },
      "implicitly denied",
    ],
  ]);
});
