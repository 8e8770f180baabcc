import {
  isAccountPrincipal,
  isServiceLinked,
  parseArn,
  RCP_SERVICES,
  SERVICE_LINKED_PATH,
  type Naming,
} from "../policy-evaluation";
import type { Reading, Readings } from "./readings";
import type { Regions } from "./regions";
import type { RequestSet } from "./request-set";
import type { Space } from "./space";
import { isRoleTarget, type Target } from "./targets";

/** Naming a user or session, or everyone, opens a resource of the same account by itself. */
const DIRECT: readonly Naming[] = ["everyone", "user", "session"];

/**
 * What policies decide, for all requests at once: AWS's evaluation logic over sets, which is that of policy-evaluation for one request.
 * What is in neither set is denied implicitly.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export class Decision {
  readonly allowed: RequestSet;
  readonly denied: RequestSet;
  private readonly space: Space;
  private readonly inAccounts: RequestSet;
  private readonly roots: RequestSet;
  private readonly toRoles: RequestSet;
  /** Requests for the credentials of a role, which its trust policy rules over. */
  private readonly assuming: RequestSet;

  /** @param identityStaysAtHome whether identity policies allow nothing on resources of other accounts, whatever they say */
  constructor(
    private readonly regions: Regions,
    private readonly policies: Readings,
    private readonly identityStaysAtHome: boolean,
  ) {
    this.space = regions.space;
    this.inAccounts = this.space.wherePrincipal(isAccountPrincipal);
    this.roots = this.space.wherePrincipal(({ kind }) => kind === "account root");
    this.toRoles = this.space.whereResource(isRoleTarget);
    this.assuming = this.actions(/^sts:/i).intersect(this.toRoles);
    this.denied = this.byDenials();
    this.allowed = this.granted()
      .intersect(...this.levels())
      .minus(this.denied);
  }

  private byDenials(): RequestSet {
    const {
      identity,
      permissionsBoundary = [],
      session = [],
      serviceControl,
      resourceControl,
    } = this.policies;
    const own = [...identity, ...permissionsBoundary, ...session];
    return this.covered("Deny", serviceControl.flat())
      .intersect(this.underServiceControl())
      .union(
        this.underResourceControl(this.covered("Deny", resourceControl)),
        this.ofResource("Deny").minus(this.ownersPolicyActions()),
        this.covered("Deny", own).intersect(this.inAccounts).minus(this.roots),
      );
  }

  /**
   * What each level of service control policies lets through.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html
   */
  private levels(): readonly RequestSet[] {
    const free = this.space.everything.minus(this.underServiceControl());
    return this.policies.serviceControl.map((level) => free.union(this.covered("Allow", level)));
  }

  private underServiceControl(): RequestSet {
    const { managementAccount } = this.space.facts;
    return this.space.wherePrincipal(
      (each) => isAccountPrincipal(each) && !isServiceLinked(each) && each.account !== managementAccount,
    );
  }

  /**
   * Whether the policies reach a service that AWS has not named is an open question.
   * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html#actions-not-restricted-by-rcps
   */
  private underResourceControl(denied: RequestSet): RequestSet {
    const { space } = this;
    const { managementAccount } = space.facts;
    const here = denied.minus(
      this.actions(/^kms:retiregrant$/i).union(
        space.whereResource(({ owner }) => owner !== undefined && owner === managementAccount),
        space.wherePrincipal(isServiceLinked),
        this.assuming.intersect(space.whereResource(isServiceLinkedRole)),
      ),
    );
    const reached = space.whereAction(({ name }) => RCP_SERVICES.has(name.slice(0, name.indexOf(":"))));
    const elsewhere = here.minus(reached);
    if (elsewhere.isEmpty) return here;
    const open = space.question("whether resource control policies reach services that AWS does not name");
    return here.intersect(reached).union(elsewhere.intersect(open));
  }

  /**
   * S3 lets no bucket policy lock the root user of the bucket's account out of that policy.
   * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
   */
  private ownersPolicyActions(): RequestSet {
    return this.actions(/^s3:(get|put|delete)bucketpolicy$/i).intersect(this.roots, this.ownAccount());
  }

  /** What is granted, were it not for denials and the organization's policies. */
  private granted(): RequestSet {
    const { identity, permissionsBoundary, session } = this.policies;
    const { everything } = this.space;
    const named = (...as: readonly Naming[]): RequestSet => this.ofResource("Allow", as);
    const byResource = this.ofResource("Allow");
    const limits = [permissionsBoundary, session].flatMap((policy) =>
      policy === undefined ? [] : [this.covered("Allow", policy)],
    );
    const own = this.ownAccount();
    const byIdentity = this.covered("Allow", identity)
      .intersect(...(this.identityStaysAtHome ? [own] : []), ...limits)
      .union(this.roots);
    const needsPolicy = this.assuming.union(this.space.whereResource(isKey));
    const leftToIdentities = named("account").union(everything.minus(needsPolicy));
    const within = named(...DIRECT).union(
      named("role").intersect(...limits),
      leftToIdentities.intersect(byIdentity),
    );
    return within
      .intersect(own)
      .union(byResource.intersect(byIdentity, this.inAccounts).minus(own), byResource.minus(this.inAccounts))
      .minus(this.withoutCredentials());
  }

  /**
   * Who gets no role's credentials, whatever policies say.
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
   * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
   */
  private withoutCredentials(): RequestSet {
    const federated = this.space.wherePrincipal(({ kind }) => kind === "federated");
    const refused = this.space
      .wherePrincipal(({ kind }) => kind === "anonymous" || kind === "account root")
      .union(
        federated.intersect(this.actions(/^sts:assumerole$/i)),
        this.actions(/^sts:assumerolewith(saml|webidentity)$/i).minus(federated),
      );
    return this.assuming.intersect(refused);
  }

  /** Requests about resources of the principal's own account. */
  private ownAccount(): RequestSet {
    const { space } = this;
    const accounts = new Set(
      space.principals.atoms.flatMap((each) => (isAccountPrincipal(each) ? [each.account] : [])),
    );
    const own = [...accounts].map((account) =>
      space
        .wherePrincipal((each) => isAccountPrincipal(each) && each.account === account)
        .intersect(space.whereResource(({ owner }) => owner === undefined || owner === account)),
    );
    return space.nothing.union(...own);
  }

  /** What a resource's policy says, naming the principal in one of the ways. A role's says nothing but who assumes it. */
  private ofResource(effect: Effect, as?: readonly Naming[]): RequestSet {
    const { resource, trust } = this.policies;
    const ofRoles = this.covered(effect, trust, as).intersect(this.assuming);
    return this.covered(effect, resource, as).minus(this.toRoles).union(ofRoles);
  }

  /** What the statements of the effect cover, naming the principal in one of the ways. */
  private covered(effect: Effect, statements: readonly Reading[], as?: readonly Naming[]): RequestSet {
    return this.regions.covered(
      statements.filter(({ statement }) => statement.Effect === effect),
      as,
    );
  }

  private actions(names: RegExp): RequestSet {
    return this.space.whereAction(({ name }) => names.test(name));
  }
}

type Effect = "Allow" | "Deny";

function isServiceLinkedRole(target: Target): boolean {
  return (
    isRoleTarget(target) && parseArn(target.arn)?.resource.startsWith(`role/${SERVICE_LINKED_PATH}`) === true
  );
}

function isKey({ arn }: Target): boolean {
  const { service, resource = "" } = parseArn(arn) ?? {};
  return service === "kms" && resource.startsWith("key/");
}
