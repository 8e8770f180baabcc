import { validateArea } from "../../../../tools/logs/validation";
import { TAMPERINGS } from "./tamperings";
import { AREA, ASKED, told, validated, WORLD } from "./world";

describe("tampering is found, and nothing else", () => {
  it.each(TAMPERINGS)("%s", async (_what, tamper, found) => {
    const store = WORLD.cloudtrail.store.copy();
    tamper(store);
    expect(told(await validated(store))).toEqual([...found].sort());
  });
});

describe("in a copy without signatures too, but for signatures and the newest digest", () => {
  it.each(TAMPERINGS.filter(([what]) => !/signature|newest digest is/.test(what)))(
    "%s",
    async (_what, tamper, found) => {
      const store = WORLD.cloudtrail.store.copy(false);
      tamper(store);
      expect(told(await validated(store))).toEqual([...found].sort());
    },
  );
});

describe("from the first digest on that is there, the first one is not missed", () => {
  const { delivers, keys, slots, to } = ASKED;
  it.each(TAMPERINGS.filter(([what]) => !what.startsWith("the first")))(
    "%s",
    async (_what, tamper, found) => {
      const store = WORLD.cloudtrail.store.copy();
      tamper(store);
      const { findings } = await validateArea(AREA, { delivers, keys, slots, to, store });
      expect(told({ findings })).toEqual([...found].sort());
    },
  );
});
