import {
  DescribeKeyCommand,
  KMSClient,
  ListAliasesCommand,
  paginateListKeys,
  type KeyMetadata,
} from "@aws-sdk/client-kms";
import type { Finder } from "./finder";

async function customerKeys(client: KMSClient): Promise<readonly KeyMetadata[]> {
  const found: KeyMetadata[] = [];
  for await (const { Keys = [] } of paginateListKeys({ client }, {})) {
    for (const { KeyId } of Keys) {
      const { KeyMetadata: key } = await client.send(new DescribeKeyCommand({ KeyId }));
      // A key that waits for its deletion is as good as gone: nothing can be done with it.
      if (key?.KeyManager === "CUSTOMER" && key.KeyState !== "PendingDeletion") found.push(key);
    }
  }
  return found;
}

/** The keys in the Region, but for those of AWS's own: by their alias, or their description. */
export const keys: Finder = async (settings) => {
  const client = new KMSClient(settings);
  const { Aliases = [] } = await client.send(new ListAliasesCommand({}));
  return (await customerKeys(client)).map(({ KeyId, KeyState, Description = "" }) => {
    const alias = Aliases.find(({ TargetKeyId }) => TargetKeyId === KeyId)?.AliasName;
    return {
      kind: "key",
      name: alias ?? `${String(KeyId)} (${Description})`,
      details: [String(KeyState).toLowerCase(), settings.region],
    };
  });
};
