import { mistakes } from './code-group.ts';

export const meshesCodes = mistakes('Meshes', 'A part that is read in half or in the wrong unit would be printed so.', {
  'mesh-unreadable': [
    'A file is not what its format asks for, at the place that is given.',
    'Export the model again, or in another format.',
  ],
  'mesh-truncated': ['A mesh is cut short.', 'Copy or export it again.'],
  'mesh-not-finite': ['No triangle of a mesh has finite corners.', 'Export it again.'],
  'mesh-no-triangles': ['A mesh holds no triangle.', 'Export it again with the body selected.'],
  'mesh-flat': ['A mesh is flat.', 'Give the part a thickness.'],
  'mesh-units': ['Units are given for a file that states its own.', 'Take them out, or set scale.'],
  'mesh-which': ['A file holds several parts, and none is named.', 'Name one, or take all as one.'],
  'mesh-object': ['A file holds no part of that name.', 'Take one of those that are listed.'],
});

export const stlCodes = mistakes('STL', 'A part that is read in half or in the wrong unit would be printed so.', {
  'stl-empty': ['The file is empty.', 'Export the part again.'],
  'stl-foreign': ['The file is of another kind.', 'Export it as STL.'],
  'stl-too-short': ['The file is too short for an STL.', 'Copy or export it again.'],
  'stl-number': ['A corner is not three numbers.', 'Write plain numbers with a point.'],
  'stl-number-doubtful': [
    'A number has a comma that may mean two things.',
    'Write numbers with a point and without marks between thousands.',
  ],
  'stl-loop': ['A facet does not have three corners.', 'Export the model as triangles.'],
});
