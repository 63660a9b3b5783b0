/** Warnings that many shipped jobs give, and why they are right. */
export const warned = {
  handedness:
    'which way the axes of this printer point was not read in a source, and the construct is another thing in the mirror: print the letter F first.',
  survival: 'the law of survival has a band, and its lower end lies below the limit; the value itself lies above it.',
  thinAndFull:
    'thin places of the shape are laid as strands thinner than a layer, and closed rings leave gaps in narrow places of the solid fill.',
  thin: 'thin places of the shape are laid as strands thinner than a layer.',
  overhang: 'the shape has undersides that start in the air; how far its ink spans was not measured.',
} as const;
