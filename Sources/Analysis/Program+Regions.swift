import Engine

extension Program {
    /// Regions whose power is modelled: those with projects, their own or their sites'; all regions where none has any.
    ///
    /// A region that has nothing but a given supply is short of power by no doing of the model, and its supply over what its sites
    /// announce says nothing: answers about the country leave it out.
    var modelledRegions: [Region] {
        let modelled = regions.filter { region in
            !region.projects.isEmpty || sites.contains { $0.region == region.index && !$0.projects.isEmpty }
        }
        return modelled.isEmpty ? regions : modelled
    }

    /// Regions beside the modelled ones: their supply is simply given.
    var givenRegions: [Region] {
        let modelled = Set(modelledRegions.map(\.index))
        return regions.filter { !modelled.contains($0.index) }
    }
}
