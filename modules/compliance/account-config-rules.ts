import { ConfigConfigRule } from "@cdktf/provider-aws/lib/config-config-rule";
import { ConfigRemediationConfiguration } from "@cdktf/provider-aws/lib/config-remediation-configuration";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import {
  type AccountRulePlace,
  DEFAULT_EVALUATION_HOURS,
  type EvaluationHours,
  mendedKinds,
  type Remediation,
  REMEDIATION_DEFAULTS,
  remediationProblems,
  remediationRolePolicies,
  repeatedRuleProblems,
  type RemediationSettings,
} from "../config-rules";
import { roleArn, type RoleName } from "../organization";
import { makeRole } from "../keys-and-roles";
import { POLICY_LIMITS, policySizeProblem, type RunbookPlace } from "../policy";
import { assertNoProblems, assertProps, ofProperty, type PropertyProblem } from "../validation";
import { executionFrequency, inputParameters } from "./evaluation";

/** A role that runs one runbook. */
interface RemediationRoleProps {
  readonly place: RunbookPlace;
  readonly roleName: RoleName;
  /** The remediations that it serves, all by one runbook: at least one. */
  readonly remediations: readonly Remediation[];
}

/** The role with which a runbook mends the resources of one kind of rule: it may do what the runbook does to these, and no more. */
class RemediationRole extends Construct {
  /** The role's ARN, known once it may do its work. */
  readonly roleArn: string;

  /** @throws ValidationError when the remediations have not one runbook, or make a policy that IAM refuses */
  constructor(scope: Construct, id: string, props: RemediationRoleProps) {
    super(scope, id);
    const { place, remediations } = props;
    const { runbooks, trust, permissions } = remediationRolePolicies(place, remediations);
    assertNoProblems(this, [
      ...runbookProblems(runbooks),
      ...ofProperty("remediations", policySizeProblem(permissions, POLICY_LIMITS.inlineRolePolicy)),
    ]);
    const runbook = runbooks.join();
    const { policy } = makeRole(this, {
      policyId: "policy",
      name: props.roleName,
      description: `Lets ${runbook} mend what fails AWS Config rules`,
      trust,
      policyName: "mend",
      permissions,
    });
    this.roleArn = roleArn(place.partition, place.account, policy.role as RoleName);
  }
}

function runbookProblems(runbooks: readonly string[]): readonly PropertyProblem[] {
  if (runbooks.length === 1) return [];
  return [
    {
      property: "remediations",
      what: `have ${runbooks.length} runbooks`,
      received: runbooks,
      allowed: "one",
      remedy: "make a role for each runbook",
    },
  ];
}

/** Rules that stand in one account, some of which are mended there. */
export interface AccountConfigRulesProps {
  readonly place: RunbookPlace;
  /** Begins the rules' names. */
  readonly namePrefix: string;
  readonly rules: readonly AccountRulePlace[];
  /** The name of the role that mends, by the id of the kind of rule. */
  readonly roleNames: Readonly<Record<string, RoleName>>;
  /** How runbooks are started. @default - 3 attempts in 5 minutes, a tenth of the resources at once */
  readonly remediation?: RemediationSettings;
  /** Hours between two evaluations of a periodic rule. @default 24 */
  readonly evaluateEveryHours?: EvaluationHours;
  /** What must be there first: the account's recorder, where it is made here. @default - nothing */
  readonly dependsOn?: readonly ITerraformDependable[];
}

/**
 * AWS Config rules of one account, with remediation, which rules of the organization cannot have. A runbook is started by AWS
 * Config when the rule says automatic, else by a person, and runs with a role for its kind of rule.
 * @see https://docs.aws.amazon.com/config/latest/developerguide/remediation.html
 */
export class AccountConfigRules extends Construct {
  /** The ARNs of the roles that mend, by the id of the kind of rule. */
  readonly remediationRoleArns: Readonly<Record<string, string>>;

  /** @throws ValidationError when AWS would refuse a setting, or a role has no name */
  constructor(
    scope: Construct,
    id: string,
    private readonly props: AccountConfigRulesProps,
  ) {
    super(scope, id);
    assertProps(this, props, "AccountConfigRules");
    const { place, rules, remediation = {} } = props;
    // A kind has any name, also that of what every object has.
    const roleNames = new Map(Object.entries(props.roleNames));
    const kinds = mendedKinds(rules);
    assertNoProblems(this, [
      ...remediationProblems(remediation),
      ...repeatedRuleProblems(rules.map(({ rule }) => rule)),
      ...missingRoles(kinds.map(({ id }) => id).filter((kind) => !roleNames.has(kind))),
    ]);
    this.remediationRoleArns = Object.fromEntries(
      kinds.flatMap(({ id: kind, remediations }) => {
        const roleName = roleNames.get(kind);
        if (roleName === undefined) return [];
        const role = new RemediationRole(this, `role-${kind}`, { place, roleName, remediations });
        return [[kind, role.roleArn]];
      }),
    );
    for (const rule of rules) this.makeRule(rule);
  }

  private makeRule({ rule, remediation }: AccountRulePlace): void {
    const { namePrefix, evaluateEveryHours = DEFAULT_EVALUATION_HOURS, dependsOn = [] } = this.props;
    const { resource, tag } = rule;
    const made = new ConfigConfigRule(this, rule.name, {
      name: `${namePrefix}${rule.name}`,
      description: rule.description,
      source: { owner: "AWS", sourceIdentifier: rule.identifier },
      ...inputParameters(rule),
      ...executionFrequency(rule.trigger, evaluateEveryHours),
      ...(resource && {
        scope: { complianceResourceId: resource.id, complianceResourceTypes: [resource.type] },
      }),
      ...(tag && {
        scope: { tagKey: tag.key, ...(tag.value !== undefined && { tagValue: tag.value }) },
      }),
      ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    });
    const roleArn = this.remediationRoleArns[rule.id];
    if (remediation !== undefined && rule.remediation !== undefined && roleArn !== undefined) {
      this.makeRemediation(made, rule.name, rule.remediation, roleArn, remediation === "automatic");
    }
  }

  private makeRemediation(
    made: ConfigConfigRule,
    name: string,
    { runbook, resourceType, parameters }: Remediation,
    roleArn: string,
    automatic: boolean,
  ): void {
    const { attempts, retrySeconds, concurrentPercent, errorPercent } = {
      ...REMEDIATION_DEFAULTS,
      ...this.props.remediation,
    };
    new ConfigRemediationConfiguration(this, `${name}-remediation`, {
      configRuleName: made.name,
      resourceType,
      targetType: "SSM_DOCUMENT",
      targetId: runbook,
      automatic,
      maximumAutomaticAttempts: attempts,
      retryAttemptSeconds: retrySeconds,
      executionControls: {
        ssmControls: {
          concurrentExecutionRatePercentage: concurrentPercent,
          errorPercentage: errorPercent,
        },
      },
      parameter: [
        { name: "AutomationAssumeRole", staticValue: roleArn },
        ...parameters.map((parameter) =>
          "ofResource" in parameter
            ? { name: parameter.name, resourceValue: parameter.value }
            : { name: parameter.name, staticValue: parameter.value },
        ),
      ],
    });
  }
}

function missingRoles(kinds: readonly string[]): readonly PropertyProblem[] {
  return kinds.map((kind) => ({
    property: `roleNames.${kind}`,
    what: "is missing, and the rule is remediated",
    remedy: "name the role that mends",
  }));
}
