import { FEATURES, type Feature } from "../../modules/policy";
import type { OrganizationFile } from "./organization-file";

/** Where the file asks for each. */
const ASKED: Readonly<Record<Feature, (file: OrganizationFile) => object | undefined>> = {
  validation: ({ archive }) => archive.validation,
  athena: ({ analytics }) => analytics?.athena,
  search: ({ analytics }) => analytics?.openSearch,
  searchVpc: ({ analytics }) =>
    analytics?.openSearch?.vpc ?? analytics?.openSearch?.newDomain ?? analytics?.openSearch?.newCollection,
  searchDomain: ({ analytics }) => analytics?.openSearch?.newDomain,
  searchCollection: ({ analytics }) => analytics?.openSearch?.newCollection,
  consumers: ({ archive }) => (archive.consumers.length > 0 ? archive.consumers : undefined),
  replica: ({ archive }) => archive.replica,
};

/** What the file asks for of what an organization may do without. */
export function featuresOf(file: OrganizationFile): readonly Feature[] {
  return FEATURES.filter((feature) => ASKED[feature](file) !== undefined);
}
