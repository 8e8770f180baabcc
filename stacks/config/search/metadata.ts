import type { Problem } from "../../../modules/validation";
import { documentNamed, type SourceFile } from "../source-files";
import { textIssues } from "../text-issues";

/** Whose metadata stands in which file. */
interface NamedMetadata {
  readonly metadataFile?: string | undefined;
  readonly entityId?: string | undefined;
}

/** Why the file beside organization.yaml is no metadata of that identity provider. */
export function metadataProblem(
  { metadataFile: received, entityId }: NamedMetadata,
  documents: readonly SourceFile[],
  longest: number,
): Problem | undefined {
  if (received === undefined) return undefined;
  const text = documentNamed(documents, received)?.text;
  if (text === undefined)
    return {
      what: "is no file beside organization.yaml",
      received,
      allowed: "the name of a file there that ends in .xml",
      remedy: "put the metadata of the identity provider there",
    };
  const [issue] = textIssues(text.replaceAll(/\s/g, " "));
  if (issue?.message !== undefined)
    return {
      what: `names a file that ${issue.message}`,
      received,
      remedy: "take it out of the metadata",
    };
  if (text.length > longest)
    return {
      what: `names a file of more than ${longest} characters`,
      received,
      remedy: "take out of it what is of other providers",
    };
  if (!/<(?:\w+:)?EntityDescriptor\b/.test(text))
    return {
      what: "names a file that is no metadata of SAML 2.0",
      received,
      allowed: "XML with an EntityDescriptor",
      remedy: "export the metadata from the identity provider",
    };
  const own = /\bentityID\s*=\s*["']([^"']*)["']/.exec(text)?.[1]?.replaceAll("&amp;", "&");
  return entityId === undefined || own === entityId
    ? undefined
    : {
        what: `names a file of the entityID ${own ?? "of nobody"}`,
        received,
        allowed: `metadata of ${entityId}`,
        remedy: "correct saml.entityId, or the file",
      };
}
