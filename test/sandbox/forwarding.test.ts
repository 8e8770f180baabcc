import {
  DescribeEventBusCommand,
  EventBridgeClient,
  ListRulesCommand,
  ListTargetsByRuleCommand,
  type Rule,
  type Target,
} from "@aws-sdk/client-eventbridge";
import type { ClientSettings } from "../../tools/sandbox/accounts";
import { functionPolicy, queueFacts, roleFacts } from "./monitoring-access-facts";
import { deployedOrganization } from "./deployed-organization";
import { organizationText } from "./organization-text";
import { describeWithTerraform } from "./requirements";
import { makeResponder } from "./responder-function";
import { plannedChanges } from "./terraform-runs";

jest.setTimeout(1_200_000);

const SECURITY = "333333333333";
const QUEUE = `arn:aws:sqs:us-east-1:${SECURITY}:respond`;
const FUNCTION = `arn:aws:lambda:us-east-1:${SECURITY}:function:page`;
const BUS = `arn:aws:events:us-east-1:${SECURITY}:event-bus/acme-orgtrail`;

/** An organization whose events of all rules come together in the security account, with targets of its own there. */
const ORGANIZATION = organizationText(
  `
archive:
  immutability: { kind: mfa-delete }
monitoring:
  notify: [{ to: security@acme.example }]
  rules:
    forwardToSecurity: true
    targets:
      - { id: respond, arn: "${QUEUE}" }
      - { id: page, arn: "${FUNCTION}" }
`,
  { security: SECURITY },
);

/** The rules on a bus whose name starts so, with the targets of each. */
async function rulesOn(
  settings: ClientSettings,
  bus: string,
): Promise<readonly { readonly rule: Rule; readonly targets: readonly Target[] }[]> {
  const client = new EventBridgeClient(settings);
  const { Rules = [] } = await client.send(new ListRulesCommand({ EventBusName: bus }));
  return Promise.all(
    Rules.map(async (rule) => {
      const { Targets = [] } = await client.send(
        new ListTargetsByRuleCommand({ Rule: rule.Name ?? "", EventBusName: bus }),
      );
      return { rule, targets: Targets };
    }),
  );
}

describeWithTerraform("forwarding to the security account in the sandbox", () => {
  const { sandbox, stacks } = deployedOrganization(ORGANIZATION, {
    prepare: async (begun) => {
      expect(await makeResponder(await begun.clientSettings(SECURITY), "page")).toBe(FUNCTION);
    },
  });

  test("a second plan of every stack is empty", async () => {
    expect(stacks().map(({ name }) => name)).toEqual(["event-bus", "log-archive", "management"]);
    for (const { name: stack, folder } of stacks()) {
      expect({ stack, changes: await plannedChanges(sandbox(), folder) }).toEqual({ stack, changes: [] });
    }
  });

  test("the security account has a bus for the organization, and rules on it with topics and the targets", async () => {
    const settings = await sandbox().clientSettings(SECURITY);
    const bus = await new EventBridgeClient(settings).send(
      new DescribeEventBusCommand({ Name: "acme-orgtrail" }),
    );
    expect(JSON.parse(bus.Policy ?? "{}")).toMatchObject({
      Statement: [
        {
          Sid: "AllowOrganizationPutEvents",
          Effect: "Allow",
          Principal: "*",
          Action: "events:PutEvents",
          Resource: BUS,
          Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
        },
      ],
    });
    const forwarded = await rulesOn(settings, "acme-orgtrail");
    // What the account's own people do, such as its delegated administrators, is on its default bus.
    const own = await rulesOn(settings, "default");
    expect(own.map(({ rule }) => rule.Name)).toContain("acme-orgtrail-organization-checks-changed");
    expect(forwarded.length).toBeGreaterThanOrEqual(own.length);
    const rules = [...forwarded, ...own];
    for (const { rule, targets } of rules) {
      expect(rule.State).toMatch(/^ENABLED/);
      const arns = targets.map(({ Arn }) => Arn);
      expect(arns).toEqual(expect.arrayContaining([QUEUE, FUNCTION]));
      expect(arns.some((arn) => arn?.startsWith(`arn:aws:sns:us-east-1:${SECURITY}:`))).toBe(true);
    }
  });

  test("the function of the security account takes events of orgtrail's rules there, and of no others", async () => {
    expect(await functionPolicy(await sandbox().clientSettings(SECURITY), "page")).toEqual([
      {
        Sid: "acme-orgtrail-rules",
        Effect: "Allow",
        Principal: { Service: "events.amazonaws.com" },
        Action: "lambda:InvokeFunction",
        Resource: FUNCTION,
        Condition: {
          ArnLike: { "AWS:SourceArn": `arn:aws:events:us-east-1:${SECURITY}:rule/*acme-orgtrail-*` },
        },
      },
    ]);
  });

  test.each(["111111111111", "222222222222"])(
    "EventBridge takes the role of account %s, which may put events on that bus alone",
    async (account) => {
      const settings = await sandbox().clientSettings(account);
      expect(await roleFacts(settings, "acme-orgtrail-forward-us-east-1")).toEqual({
        trust: [
          {
            Sid: "AllowEventBridgeAssumeRole",
            Effect: "Allow",
            Principal: { Service: "events.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
              ArnLike: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/acme-orgtrail-*` },
              StringEquals: { "aws:SourceAccount": account },
            },
          },
        ],
        permissions: {
          "put-events": [
            { Sid: "AllowPutEvents", Effect: "Allow", Action: "events:PutEvents", Resource: BUS },
          ],
        },
      });
    },
  );

  test.each(["111111111111", "222222222222", SECURITY])(
    "the rules of account %s alone put into its queue what reached no target",
    async (account) => {
      const settings = await sandbox().clientSettings(account);
      expect(await queueFacts(settings, "acme-orgtrail-undelivered")).toMatchObject({
        encrypted: true,
        statements: [
          {
            Principal: { Service: "events.amazonaws.com" },
            Action: "sqs:SendMessage",
            Resource: `arn:aws:sqs:us-east-1:${account}:acme-orgtrail-undelivered`,
            Condition: {
              ArnLike: { "aws:SourceArn": `arn:aws:events:us-east-1:${account}:rule/*acme-orgtrail-*` },
            },
          },
        ],
      });
    },
  );

  test.each(["111111111111", "222222222222"])(
    "the rules of account %s send there, by a role",
    async (account) => {
      const rules = await rulesOn(await sandbox().clientSettings(account), "default");
      expect(rules.length).toBeGreaterThan(0);
      for (const { targets } of rules) {
        expect(targets.map(({ Arn }) => Arn)).toEqual([BUS]);
        expect(targets[0]?.RoleArn).toMatch(new RegExp(`^arn:aws:iam::${account}:role/`));
      }
    },
  );
});
