import { mistakes } from './code-group.ts';

export const threeMfCodes = mistakes('3MF', 'A part that is read in half or in the wrong unit would be printed so.', {
  '3mf-zip': ['The file is no sound package.', 'Copy or export it again.'],
  '3mf-relationship': ['The package does not say which part is its model.', 'Export it again into one file.'],
  '3mf-xml': ['A part of the package is not valid XML.', 'Export it again.'],
  '3mf-dtd': ['A part carries a document type, which 3MF forbids.', 'Export it again.'],
  '3mf-encoding': ['A part is not written in UTF-8.', 'Export it again.'],
  '3mf-element': ['An element is missing, or stands where it may not.', 'Export it again.'],
  '3mf-attribute': ['An attribute is missing, or has an impossible value.', 'Export it again.'],
  '3mf-unit': ['The unit is unknown.', 'Export it again in millimetres.'],
  '3mf-id': ['Two resources have one number.', 'Export it again.'],
  '3mf-reference': ['A reference leads to nothing.', 'Export it again.'],
  '3mf-number': ['A coordinate is no finite number.', 'Export it again.'],
  '3mf-corner': ['A triangle names a vertex that is not there.', 'Export it again.'],
  '3mf-transform': ['A transform is no transform.', 'Export it again.'],
  '3mf-build': ['The build places something that is not there or does not end.', 'Export it again.'],
  '3mf-extension': ['The model needs an extension that cannot be carried out.', 'Export it as plain triangles.'],
  '3mf-negative': ['A volume takes away from others, which cannot be carried out.', 'Subtract it in the CAD program.'],
  '3mf-volume': [
    'A volume spans triangles that its object does not have, or that another volume has.',
    'Save the project again, or export a plain 3MF.',
  ],
  '3mf-materials': ['An object names too many materials.', 'Export one material for each body.'],
  '3mf-empty': ['The build holds nothing to print.', 'Put the objects on the plate before you export.'],
});

export const objCodes = mistakes('OBJ', 'A part that is read in half or in the wrong unit would be printed so.', {
  'obj-foreign': ['The file is no OBJ.', 'Check the name, or export it again.'],
  'obj-line': ['A line is too long.', 'Export it again.'],
  'obj-number': ['A vertex is not three finite numbers.', 'Export it again; decimals are written with a point.'],
  'obj-face': ['A face has too few or too many corners.', 'Export it again.'],
  'obj-corner': ['A face names a vertex that is not there.', 'Export it again.'],
  'obj-groups': ['An object has too many groups.', 'Export it with fewer.'],
  'obj-free-form': ['The file holds curves and surfaces, which are not read.', 'Export its surfaces as polygons.'],
});
