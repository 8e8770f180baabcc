const ACCOUNTS = { management: "111111111111", logArchive: "222222222222" };

/** The accounts of the organization besides its management account, 111111111111, and its log archive, 222222222222. */
interface OtherAccounts {
  /** @default - there is none */
  readonly security?: string;
  /** By their names. @default - there are none */
  readonly members?: Readonly<Record<string, string>>;
}

/**
 * The text of organization.yaml of an organization in us-east-1.
 * @param rest what follows where the state is: more of `terraform`, and all that the suite is about
 */
export function organizationText(rest: string, { members = {}, ...others }: OtherAccounts = {}): string {
  const lines = (ids: Readonly<Record<string, string>>, indent: string): string =>
    Object.entries(ids)
      .map(([name, id]) => `\n${indent}${name}: { id: "${id}" }`)
      .join("");
  const named = lines(members, "      ");
  return `
organization:
  name: acme
  id: o-a1b2c3d4e5
  homeRegion: us-east-1
  accounts:${lines({ ...ACCOUNTS, ...others }, "    ")}${named && `\n    members:${named}`}
  deployRole: OrgTrailDeploy
terraform:
  state: { bucket: acme-terraform-state, region: us-east-1 }
${rest.replace(/^\n/, "")}`;
}

/** One that has the events of its log group go to OpenSearch. @param openSearch lines of `analytics.openSearch`, or a map in braces */
export function searchedText(openSearch: string, destroyProtection = true): string {
  return organizationText(`
  destroyProtection: ${String(destroyProtection)}
archive:
  immutability: { kind: mfa-delete }
trail: {}
monitoring:
  notify: [{ to: security@acme.example }]
  rules: { enabled: false }
analytics:
  openSearch: ${openSearch}
`);
}
