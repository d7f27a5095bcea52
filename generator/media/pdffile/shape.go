package pdffile

// kind says what an object is for, from where it was reached; it decides what
// of it is kept. ISO 32000-1, 7.7 and 12.
type kind int

const (
	dropped kind = iota
	plain        // fonts, colours, patterns and what else draws
	values       // names, numbers and texts; nothing that acts
	catalog
	names
	node // of the page tree, or a page
	resources
	plains // any names, each with something plain
	annotations
	annotation
	widget
	appearance // of an annotation: by state
	action
	outline
	tagRoot
	tag
	tagKids
	form
	fields
	places // where links lead, by name or in a tree of names
	target // where one link leads
)

// keys are what is kept of a dictionary of each kind; all else is left out.
var keys = [...]map[name]kind{
	catalog: {
		"Type": values, "Version": values, "Pages": node, "PageLabels": values, "Names": names, "Dests": places,
		"ViewerPreferences": values, "PageLayout": values, "PageMode": values, "Outlines": outline, "OpenAction": action,
		"Lang": values, "MarkInfo": values, "StructTreeRoot": tagRoot, "OCProperties": plain, "AcroForm": form,
	},
	names: {"Dests": places},
	node: {
		"Type": values, "Parent": node, "Kids": node, "Count": values, "Resources": resources, "MediaBox": values, "CropBox": values,
		"BleedBox": values, "TrimBox": values, "ArtBox": values, "Rotate": values, "UserUnit": values, "Contents": plain, "Group": plain,
		"Annots": annotations, "Tabs": values, "StructParents": values,
	},
	resources: {
		"ExtGState": plains, "ColorSpace": plains, "Pattern": plains, "Shading": plains, "XObject": plains, "Font": plains, "Properties": plains,
		"ProcSet": values,
	},
	annotation: {
		"Type": values, "Subtype": values, "Rect": values, "Border": values, "C": values, "IC": values, "CA": values, "H": values, "F": values,
		"QuadPoints": values, "BS": values, "BE": values, "LE": values, "L": values, "Vertices": values, "InkList": values, "RD": values,
		"AP": appearance, "AS": values, "P": node, "A": action, "Dest": target, "StructParent": values, "OC": plain,
		"Contents": values, "DA": values, "Q": values, "CL": values, "IT": values, // see speaks
	},
	widget: {
		"Type": values, "Subtype": values, "Rect": values, "F": values, "H": values, "BS": values, "Border": values, "MK": plain, "AP": appearance,
		"AS": values, "P": node, "StructParent": values, "OC": plain, "FT": values, "T": values, "TU": values, "Ff": values, "V": values, "DV": values,
		"Opt": values, "MaxLen": values, "TI": values, "I": values, "DA": values, "Q": values, "Parent": widget, "Kids": fields,
	},
	action:  {"Type": values, "S": values, "URI": values, "D": target, "N": values},
	outline: {"Type": values, "First": outline, "Last": outline, "Next": outline, "Prev": outline, "Parent": outline, "Title": values, "Count": values, "Dest": target, "A": action, "C": values, "F": values, "SE": tag},
	tagRoot: {"Type": values, "K": tagKids, "ParentTree": tag, "ParentTreeNextKey": values, "RoleMap": values, "ClassMap": plains, "IDTree": tag, "Namespaces": plain},
	tag: {
		"Type": values, "S": values, "P": tag, "ID": values, "Pg": node, "K": tagKids, "A": plain, "C": values, "R": values, "Lang": values,
		"Alt": values, "E": values, "ActualText": values, "MCID": values, "Obj": plain, "Stm": plain, "NS": plain,
		"Kids": tag, "Nums": tag, "Names": tag, "Limits": values,
	},
	form: {"Fields": fields, "NeedAppearances": values, "DR": resources, "DA": values, "Q": values},
}

// unwanted are the names that tell of people, programs and places, or act, in
// dictionaries that may otherwise hold anything that draws.
var unwanted = map[name]bool{
	"Metadata": true, "PieceInfo": true, "LastModified": true, "Creator": true, "CreatorInfo": true, "User": true, "Author": true,
	"CreationDate": true, "ModDate": true, "Producer": true, "Thumb": true, "Alternates": true, "OPI": true, "Ref": true,
	"Measure": true, "PtData": true, "VP": true, "LGIDict": true, "A": true, "AA": true, "Next": true, "JS": true, "URI": true, "URLS": true,
	"AF": true, "EF": true, "EmbeddedFiles": true, "UF": true, "RF": true, "Sig": true, "Cert": true, "Info": true, "Popup": true, "IRT": true,
	"Annots": true, "Contents": true, "RC": true,
}

// child gives what the value under a name in a dictionary is for.
func (k kind) child(key name, inStream bool) kind {
	switch k {
	case plain:
		switch {
		case unwanted[key]:
			return dropped
		case inStream && (key == "F" || key == "FFilter" || key == "FDecodeParms" || key == "DL" || key == "ID"):
			return dropped // bytes in another file
		case key == "Resources":
			return resources
		case key == "CharProcs" || key == "Colorants":
			return plains
		}
		return plain
	case plains, appearance:
		return plain
	case values:
		if unwanted[key] {
			return dropped
		}
		return values
	case places:
		if key == "Limits" {
			return values
		}
		return places
	case target:
		if key == "D" {
			return target
		}
		return dropped
	case annotations, fields, tagKids:
		return dropped
	}
	return keys[k][key]
}

// element gives what the elements of an array are for.
func (k kind) element() kind {
	switch k {
	case annotations:
		return annotation
	case fields:
		return widget
	case tagKids:
		return tag
	case places:
		return places
	}
	return k
}
