import {
  isAccountPrincipal,
  isServiceLinked,
  parseArn,
  RCP_SERVICES,
  SERVICE_LINKED_PATH,
  type Naming,
} from "../policy-evaluation";
import { EVERYTHING, intersect, minus, NOTHING, union, type Boxes } from "./boxes";
import type { Reading, Readings } from "./readings";
import type { Space } from "./space";
import { isRoleTarget, type Target } from "./targets";

/** What policies decide, for all requests at once. What is in neither set is denied implicitly. */
export interface Decision {
  readonly allowed: Boxes;
  readonly denied: Boxes;
}

/**
 * AWS's evaluation logic over sets: it is that of policy-evaluation, which says it for one request.
 * @param identityStaysAtHome whether identity policies allow nothing on resources of other accounts, whatever they say
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function decide(space: Space, policies: Readings, identityStaysAtHome: boolean): Decision {
  return new Logic(space, policies, identityStaysAtHome).decision();
}

/** Naming a user or session, or everyone, opens a resource of the same account by itself. */
const DIRECT: readonly Naming[] = ["everyone", "user", "session"];

class Logic {
  private readonly inAccounts: Boxes;
  private readonly roots: Boxes;
  /** Requests for the credentials of a role, which its trust policy rules over. */
  private readonly assuming: Boxes;

  constructor(
    private readonly space: Space,
    private readonly policies: Readings,
    private readonly identityStaysAtHome: boolean,
  ) {
    this.inAccounts = space.wherePrincipal(isAccountPrincipal);
    this.roots = space.wherePrincipal(({ kind }) => kind === "account root");
    this.assuming = this.both(actionsOf(space, "sts:"), space.whereResource(isRoleTarget));
  }

  decision(): Decision {
    const denied = this.denied();
    const limited = this.levels().reduce((all, level) => this.both(all, level), this.granted());
    return { denied, allowed: this.less(limited, denied) };
  }

  private denied(): Boxes {
    const {
      identity,
      permissionsBoundary = [],
      session = [],
      serviceControl,
      resourceControl,
    } = this.policies;
    const own = [...identity, ...permissionsBoundary, ...session];
    return this.any(
      this.both(this.covered("Deny", serviceControl.flat()), this.underServiceControl()),
      this.underResourceControl(this.covered("Deny", resourceControl)),
      this.less(this.ofResource("Deny"), this.ownersPolicyActions()),
      this.both(this.covered("Deny", own), this.less(this.inAccounts, this.roots)),
    );
  }

  /**
   * What each level of service control policies lets through.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   */
  private levels(): readonly Boxes[] {
    const free = this.less(EVERYTHING, this.underServiceControl());
    return this.policies.serviceControl.map((level) => this.any(free, this.covered("Allow", level)));
  }

  private underServiceControl(): Boxes {
    const { managementAccount } = this.space.facts;
    return this.space.wherePrincipal(
      (each) => isAccountPrincipal(each) && !isServiceLinked(each) && each.account !== managementAccount,
    );
  }

  /**
   * Whether the policies reach a service that AWS has not named is an open question.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
   */
  private underResourceControl(denied: Boxes): Boxes {
    const { space } = this;
    const { managementAccount } = space.facts;
    const exempt = this.any(
      space.whereAction(({ name }) => name.toLowerCase() === "kms:retiregrant"),
      managementAccount === undefined
        ? NOTHING
        : space.whereResource(({ owner }) => owner === managementAccount),
      space.wherePrincipal(isServiceLinked),
      this.both(this.assuming, space.whereResource(isServiceLinkedRole)),
    );
    const reached = space.whereAction(({ name }) => RCP_SERVICES.has(name.slice(0, name.indexOf(":"))));
    const here = this.less(denied, exempt);
    const elsewhere = this.less(here, reached);
    if (elsewhere.length === 0) return here;
    const open = space.question("whether resource control policies reach services that AWS does not name");
    return this.any(this.both(here, reached), this.both(elsewhere, open));
  }

  /**
   * S3 lets no bucket policy lock the root user of the bucket's account out of that policy.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
   */
  private ownersPolicyActions(): Boxes {
    const actions = this.space.whereAction(({ name }) => /^s3:(get|put|delete)bucketpolicy$/i.test(name));
    return this.both(this.both(actions, this.roots), this.ownAccount());
  }

  /** What is granted, were it not for denials and the organization's policies. */
  private granted(): Boxes {
    const { identity, permissionsBoundary, session } = this.policies;
    const named = (...as: readonly Naming[]): Boxes => this.ofResource("Allow", as);
    const byResource = this.ofResource("Allow");
    const limit = [permissionsBoundary, session].reduce(
      (all, policy) => (policy === undefined ? all : this.both(all, this.covered("Allow", policy))),
      EVERYTHING,
    );
    const own = this.ownAccount();
    const allowed = this.covered("Allow", identity);
    const byIdentity = this.any(
      this.roots,
      this.both(this.identityStaysAtHome ? this.both(allowed, own) : allowed, limit),
    );
    const needsPolicy = this.any(this.assuming, this.space.whereResource(isKey));
    const leftToIdentities = this.any(named("account"), this.less(EVERYTHING, needsPolicy));
    const within = this.any(
      named(...DIRECT),
      this.both(named("role"), limit),
      this.both(leftToIdentities, byIdentity),
    );
    const granted = this.any(
      this.both(within, own),
      this.both(this.both(byResource, byIdentity), this.less(this.inAccounts, own)),
      this.less(byResource, this.inAccounts),
    );
    return this.less(granted, this.withoutCredentials());
  }

  /**
   * Who gets no role's credentials, whatever policies say.
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
   */
  private withoutCredentials(): Boxes {
    const { space } = this;
    const federated = space.wherePrincipal(({ kind }) => kind === "federated");
    const asserted = space.whereAction(({ name }) => /^sts:assumerolewith(saml|webidentity)$/i.test(name));
    const refused = this.any(
      space.wherePrincipal(({ kind }) => kind === "anonymous" || kind === "account root"),
      this.both(
        federated,
        space.whereAction(({ name }) => name.toLowerCase() === "sts:assumerole"),
      ),
      this.less(asserted, federated),
    );
    return this.both(this.assuming, refused);
  }

  /** Requests about resources of the principal's own account. */
  private ownAccount(): Boxes {
    const { space } = this;
    const accounts = new Set(
      space.principals.atoms.flatMap((each) => (isAccountPrincipal(each) ? [each.account] : [])),
    );
    const own = [...accounts].map((account) =>
      this.both(
        space.wherePrincipal((each) => isAccountPrincipal(each) && each.account === account),
        space.whereResource(({ owner }) => owner === undefined || owner === account),
      ),
    );
    return this.any(...own);
  }

  /** What a resource's policy says, naming the principal in one of the ways. A role's says nothing but who assumes it. */
  private ofResource(effect: Effect, as?: readonly Naming[]): Boxes {
    const { resource, trust } = this.policies;
    return this.any(
      this.less(this.covered(effect, resource, as), this.space.whereResource(isRoleTarget)),
      this.both(this.covered(effect, trust, as), this.assuming),
    );
  }

  /** What the statements of the effect cover, naming the principal in one of the ways. */
  private covered(effect: Effect, statements: readonly Reading[], as?: readonly Naming[]): Boxes {
    const regions = statements.flatMap((reading) => {
      if (reading.statement.Effect !== effect) return [];
      const { boxes, named } = this.space.region(reading);
      const who = [...named].flatMap(([how, principals]) =>
        as === undefined || how === "bearer" || as.includes(how) ? [principals] : [],
      );
      return [this.both(boxes, this.any(...who))];
    });
    return this.any(...regions);
  }

  private both(these: Boxes, those: Boxes): Boxes {
    return intersect(these, those, this.space.whole);
  }

  private less(these: Boxes, those: Boxes): Boxes {
    return minus(these, those, this.space.whole);
  }

  private any(...sets: readonly Boxes[]): Boxes {
    return union(sets, this.space.whole);
  }
}

type Effect = "Allow" | "Deny";

function actionsOf(space: Space, prefix: string): Boxes {
  return space.whereAction(({ name }) => name.toLowerCase().startsWith(prefix));
}

function isServiceLinkedRole(target: Target): boolean {
  return (
    isRoleTarget(target) && parseArn(target.arn)?.resource.startsWith(`role/${SERVICE_LINKED_PATH}`) === true
  );
}

function isKey({ arn }: Target): boolean {
  const { service, resource = "" } = parseArn(arn) ?? {};
  return service === "kms" && resource.startsWith("key/");
}
