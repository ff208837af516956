/** Golden roots come from the reference tree of Certificate Transparency (its tests' eight leaves), RFC 6962 §2.1. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOfHex, hexOf, sameBytes, sha256 } from '#forms/seal/hash.ts';
import {
  checkInclusion,
  inclusionProof,
  leafHash,
  merkleRoot,
  merkleStream,
  nodeHash,
  rootOfProof,
} from '#forms/seal/merkle.ts';

const leaves = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => leafHash(bytesOfHex(hex) ?? new Uint8Array()));

const golden: readonly (readonly [number, string])[] = [
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d'],
  [2, 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125'],
  [3, 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77'],
  [4, 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7'],
  [5, '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4'],
  [6, '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef'],
  [7, 'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c'],
  [8, '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'],
];

const someLeaves = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 70 });

describe('roots', () => {
  test.each(golden)('[S2] the root over the first %i reference leaves', (size, root) => {
    expect(hexOf(merkleRoot(leaves.slice(0, size)))).toBe(root);
  });

  test('[S2] a stream of leaves gives the plain root after every leaf', () => {
    fc.assert(
      fc.property(someLeaves, (contents) => {
        const stream = merkleStream();
        const hashes = contents.map((content) => leafHash(content));
        for (const [index, hash] of hashes.entries()) {
          stream.add(hash);
          expect(hexOf(stream.root())).toBe(hexOf(merkleRoot(hashes.slice(0, index + 1))));
        }
        expect(stream.size()).toBe(hashes.length);
      }),
    );
  });

  test('[S2] a leaf that looks like two hashes is not the node over them', () => {
    const [a, b] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
    expect(sameBytes(leafHash(Uint8Array.of(...a, ...b)), nodeHash(a, b))).toBe(false);
  });

  test('another sha256 is used when one is given', () => {
    let calls = 0;
    const counting = (bytes: Uint8Array) => {
      calls += 1;
      return sha256(bytes);
    };
    expect(hexOf(merkleRoot(leaves, counting))).toBe(golden[8]?.[1]);
    expect(calls).toBe(7);
  });
});

describe('inclusion proofs', () => {
  test('[S8] a proof fits its own leaf, place and size, and nothing else', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(), (contents, first, second) => {
        const hashes = contents.map((content, index) => leafHash(Uint8Array.of(index, ...content)));
        const [index, other] = [first % hashes.length, second % hashes.length];
        const [leaf, otherLeaf] = [hashes[index], hashes[other]];
        if (!leaf || !otherLeaf) return;
        const [path, root, size] = [inclusionProof(hashes, index), merkleRoot(hashes), hashes.length];
        expect(checkInclusion({ leaf, index, size, path }, root)).toBe(true);
        expect(checkInclusion({ leaf: otherLeaf, index, size, path }, root)).toBe(other === index);
        expect(checkInclusion({ leaf, index: other, size, path }, root)).toBe(other === index);
        expect(checkInclusion({ leaf, index, size, path: [...path, leaf] }, root)).toBe(false);
        expect(checkInclusion({ leaf, index, size, path: path.slice(1) }, root)).toBe(path.length === 0);
      }),
    );
  });

  test('[S8] a proof for a place outside the tree leads nowhere', () => {
    const leaf = leafHash(Uint8Array.of(7));
    expect(rootOfProof({ leaf, index: 1, size: 1, path: [] })).toBeUndefined();
    expect(rootOfProof({ leaf, index: -1, size: 1, path: [] })).toBeUndefined();
    expect(rootOfProof({ leaf, index: 0.5, size: 2, path: [leaf] })).toBeUndefined();
    expect(() => inclusionProof([leaf], 1)).toThrow(RangeError);
  });
});
