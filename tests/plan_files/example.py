"""A small plan with one of everything, and a file of two organisations."""

ORGANISATIONS = """\
source: Bekendtgørelse om skilte
organisations:
  - slug: skilteministeriet
    language: da
    abbreviation: SKM
    name: {da: Skilteministeriet, en: Ministry of Signs, ours: [en]}
    kind: ministry
    place: Kapitel 1
    aliases: [Ministeriet for skilte]
  - slug: skiltestyrelsen
    language: da
    name: Skiltestyrelsen
    kind: agency
    parent: skilteministeriet
"""

PLAN = """\
# Handlingsplan for skilte
plan:
  slug: skilte-2018
  reference: SKM(2018) 1
  kind: action_plan
  language: da
  title:
    da: Handlingsplan for bedre skilte
    en: Action plan for better signs
    ours: [en]
  issuer: skilteministeriet
  adopted: "2018-01-15"
  known_from: 2018-01-15
  published_on: 2018-01-15
  source_link: https://skilte.example/plan
  objectives:
    - number: "I"
      title: Læsbare skilte
      place: Kapitel I
      responsible:
        - {organisation: skiltestyrelsen, role: lead, basis: inferred, place: Forside}
      objectives:
        - number: I-1
          title: Fremme læsbare skilte
          actions:
            - number: I-1
              title: {da: Vejledning om skilte, en: Guidance on signs, ours: [da, en]}
              wording: >-
                Udarbejde en vejledning, og
                holde et møde om den.
              deadline_wording: Andet kvartal 2018. Mødet holdes i maj 2018.
              origin: new_initiative
              responsible:
                - {named_as: relevante ministerier, role: partner, basis: stated, words: med relevante ministerier}
              funding:
                - {amount: "250000.00", currency: DKK, qualifier: up_to, words: op til 250.000 kr.}
              deadlines:
                - key: guidance
                  label: {da: Vejledning, en: Guidance, ours: [da, en]}
                  kind: complete_by
                  firmness: committed
                  period: "2018-34"
                  wording: Andet kvartal 2018.
                  is_confirmed: true
                - key: meeting
                  label: {da: Møde, en: Meeting, ours: [da, en]}
                  kind: event
                  firmness: expected
                  period: "2017-12"
                  is_confirmed: false
                  interpretation_note: {da: Læst som december., en: Read as December., ours: [da, en]}
                  responsible:
                    - {organisation: skilteministeriet, role: lead, basis: stated, words: ministeriet holder mødet}
                  reports:
                    - status: completed
                      completed: "2017-12"
                      note: Planen oplyser, at mødet blev holdt i december 2017.
                      evidence: [{title: Planen, reference: SKM(2018) 1}]
"""
