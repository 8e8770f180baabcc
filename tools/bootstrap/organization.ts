import type { OrganizationBlueprint } from "../../stacks/blueprint";
import type { Account, Configuration } from "../../stacks/config";
import { awsSentence, Organization } from "../aws";
import type { Prerequisite, SettingsOf, Status, Switches } from "./findings";

/** What the organization is, trusts and takes, of what the configuration needs. */
export async function organizationFindings(
  { organization, accounts, homeRegion, pipeline }: Configuration,
  { trustedServices, policyTypes }: OrganizationBlueprint,
  settingsOf: SettingsOf,
): Promise<Switches> {
  const { name, id } = accounts.management;
  const aws = new Organization(settingsOf(id, homeRegion));
  const finding = (what: string, status: Status, ...details: readonly string[]): Prerequisite => ({
    account: { name, id },
    ...{ what, status, details },
  });
  const nothing = (detail: string): Switches => ({
    findings: [finding(`organization ${organization}`, "unusable", detail)],
    complete: () => Promise.resolve(),
  });
  try {
    const found = await aws.described();
    if (found === undefined)
      return nothing(
        "the account is in no organization: create one, or correct organization.accounts.management",
      );
    if (found.id !== organization) return nothing(`the account is in ${found.id}: correct organization.id`);
    if (found.managementAccount !== id)
      return nothing(
        `its management account is ${found.managementAccount}: correct organization.accounts.management`,
      );
    if (!found.hasAllFeatures) return nothing("it has consolidated billing alone: enable all features");
    const trusted = await aws.trustedServices();
    const types = await aws.policyTypes();
    const services = trustedServices.filter((service) => !trusted.includes(service));
    const missingTypes = policyTypes.filter((type) => !types.includes(type));
    const status = (isMissing: boolean): Status => (isMissing ? "missing" : "exists");
    return {
      findings: [
        finding(`organization ${organization}`, "exists"),
        ...membership([accounts.logArchive, ...(pipeline?.accounts ?? [])], await aws.accounts(), finding),
        ...trustedServices.map((service) =>
          finding(`trusted access of ${service}`, status(services.includes(service))),
        ),
        ...policyTypes.map((type) => finding(`policy type ${type}`, status(missingTypes.includes(type)))),
      ],
      complete: async (progress) => {
        for (const service of services) {
          progress(`${name}: trusting ${service}`);
          await aws.trust(service);
        }
        for (const type of missingTypes) {
          progress(`${name}: enabling ${type}`);
          await aws.enablePolicyType(type);
        }
      },
    };
  } catch (error) {
    return nothing(awsSentence(error));
  }
}

/** Accounts that are no members, or are closed. */
function membership(
  wanted: readonly Account[],
  members: Awaited<ReturnType<Organization["accounts"]>>,
  finding: (what: string, status: Status, detail: string) => Prerequisite,
): readonly Prerequisite[] {
  const distinct = [...new Map(wanted.map((account) => [account.id, account])).values()];
  return distinct.flatMap(({ name, id }) => {
    const state = members.find((member) => member.id === id)?.state;
    if (state === "ACTIVE") return [];
    const detail =
      state === undefined
        ? "is no member of the organization: correct its id in organization.accounts, or invite it"
        : `is ${state.toLowerCase()}: reopen it, or remove it from organization.accounts`;
    return [finding(`account ${name} ${id}`, "unusable", detail)];
  });
}
