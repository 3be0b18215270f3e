"""The people the hub draws from: regions, ages, homes, schooling and work, with their shares.

The shares are round figures for the first version. They are of the right order (a quarter of the world in South Asia,
young regions young), and no source is claimed for any of them.
"""

from __future__ import annotations

from dataclasses import dataclass

BANDS = ((8, 12), (13, 17), (18, 24), (25, 34), (35, 49), (50, 64), (65, 79), (80, 94))
"""The ages of readers, from and to, in years."""
SEXES = ("female", "male")
SETTLEMENTS = ("city", "town", "village")

FEMALE = (0.49, 0.49, 0.49, 0.49, 0.5, 0.51, 0.54, 0.6)
"""Share of women in each age band."""
AGES = {
    "young": (17, 14, 17, 19, 19, 10, 3.5, 0.5),
    "middle": (11, 10, 13, 18, 23, 16, 7.5, 1.5),
    "old": (7, 6.5, 9, 14.5, 23, 22, 14, 4),
}
"""Shares of the age bands in young, middling and old regions, in per cent."""
SCHOOLING = {
    "young": ((30, 48, 10, 12), (50, 30, 9, 11), (75, 15, 5, 5)),
    "middle": ((12, 50, 14, 24), (32, 38, 13, 17), (60, 24, 8, 8)),
    "old": ((2, 36, 24, 38), (8, 34, 28, 30), (26, 32, 24, 18)),
}
"""Shares of the four levels of schooling at 18 to 34, at 35 to 64 and above, in per cent."""
TOWN_SCHOOLING = {"city": (0.7, 1.0, 1.0, 1.5), "town": (1.0, 1.0, 1.1, 0.9), "village": (1.4, 1.0, 0.9, 0.5)}
"""How much likelier a level of schooling is in a city, a town and a village."""
WORK = {
    "primary": {"service": 24, "farmer": 30, "craft": 16, "operator": 12, "labourer": 18},
    "secondary": {
        "manager": 3, "technician": 7, "clerk": 11, "service": 31, "farmer": 12, "craft": 16, "operator": 11,
        "labourer": 9,
    },
    "vocational": {
        "manager": 6, "technician": 25, "clerk": 12, "service": 22, "farmer": 7, "craft": 20, "operator": 8,
    },
    "degree": {"manager": 13, "professional": 55, "technician": 14, "clerk": 8, "service": 7, "farmer": 3},
}  # fmt: skip
"""Shares of the groups of work for each level of schooling, in per cent of those at work."""
TOWN_WORK = {"city": 0.1, "town": 0.6, "village": 1.8}
"""How much likelier farming is in a city, a town and a village."""
AWAY = (
    ({"student": 38, "home": 7, "jobless": 9}, {"student": 35, "home": 1, "jobless": 10}),
    ({"student": 3, "home": 20, "jobless": 6}, {"student": 3, "home": 2, "jobless": 6}),
    ({"home": 18, "jobless": 4}, {"home": 1, "jobless": 4}),
    ({"home": 16, "jobless": 3, "retired": 12}, {"home": 1, "jobless": 4, "retired": 8}),
    ({"retired": 82}, {"retired": 76}),
    ({"retired": 100}, {"retired": 100}),
)
"""For each band of adults, women and men: the share in per cent of those who are not at work, and why."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country with some given names that are at home there."""

    name: str
    """As it stands after `in`."""
    weight: int
    female: tuple[str, ...]
    male: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world."""

    name: str
    share: float
    """Its share of the personas, in per cent."""
    ages: str
    """Which of the age tables holds here."""
    settlements: tuple[int, int, int]
    """Shares of city, town and village, in per cent."""
    countries: tuple[Country, ...]


# == region | share | ages | city town village, then country : weight : women's names : men's names
_TABLE = """
== Eastern Africa | 6 | young | 14 16 70
Kenya : 4 : Wanjiru Achieng Akinyi Njeri Chebet Mumbi : Kamau Otieno Kipchoge Mwangi Ochieng Barasa
Ethiopia : 8 : Hirut Selam Tigist Almaz Mekdes Bethlehem : Abebe Dawit Tesfaye Girma Yonas Bekele
Tanzania : 4 : Neema Zawadi Rehema Upendo Asha Salma : Juma Baraka Rashidi Hamisi Elia Daudi
Uganda : 3 : Nakato Namuli Apio Kisakye Nambi Akello : Okello Mukasa Wasswa Kato Opio Ssali
== Western Africa | 5.5 | young | 24 24 52
Nigeria : 14 : Ngozi Adaeze Folake Amina Yetunde Chioma : Emeka Tunde Chidi Musa Segun Ifeanyi
Ghana : 2 : Ama Akosua Efua Abena Adwoa Esi : Kofi Kwame Yaw Kojo Kwabena Nii
Senegal : 1 : Awa Fatou Ndeye Aminata Coumba Khady : Mamadou Ousmane Cheikh Ibrahima Modou Abdou
== Middle and Southern Africa | 3.5 | young | 26 24 50
South Africa : 5 : Thandi Nomsa Lerato Zanele Palesa Annelie : Sipho Thabo Themba Bongani Lwazi Pieter
Cameroon : 2 : Mireille Manka Solange Bih Clarisse Odile : Fru Ngwa Achille Tabi Serge Bertrand
Zambia : 2 : Mutinta Chanda Bwalya Thelma Luyando Mwila : Mulenga Chilufya Mutale Moonga Kelvin Hamoonga
== Northern Africa | 3.3 | middle | 30 26 44
Egypt : 10 : Mona Heba Dina Samira Nadia Yasmin : Ahmed Mahmoud Karim Hany Tarek Sameh
Morocco : 4 : Khadija Latifa Zineb Souad Hanane Amal : Youssef Rachid Driss Hamid Mehdi Brahim
Tunisia : 1 : Ines Leila Rim Sonia Emna Olfa : Slim Nabil Anis Hedi Walid Fethi
== Western Asia | 3.7 | middle | 40 32 28
Turkey : 9 : Ayla Zeynep Elif Nermin Gamze Sevgi : Mehmet Kerem Emre Orhan Cem Burak
Jordan : 1 : Rania Lubna Maha Rawan Dalal Hala : Omar Zaid Faris Laith Khalil Nasser
Georgia : 1 : Nino Tamar Ketevan Mariam Eka Manana : Giorgi Levan Zurab Irakli Davit Vakhtang
== Central Asia | 1 | middle | 24 26 50
Kazakhstan : 2 : Aigerim Dana Saule Madina Zhanar Aliya : Nurlan Daniyar Askar Yerlan Marat Timur
Uzbekistan : 3 : Dilnoza Nargiza Gulnora Malika Shahnoza Feruza : Rustam Otabek Sherzod Jasur Bobur Aziz
== South Asia | 25 | middle | 17 19 64
India : 30 : Meera Lakshmi Anjali Kavita Sunita Priya : Ravi Arjun Suresh Manoj Vikram Anil
Bangladesh : 4 : Nasrin Shirin Rumana Farzana Tahmina Sultana : Rafiq Kamal Jahangir Shahin Habib Anwar
Pakistan : 5 : Ayesha Saima Nazia Bushra Rukhsana Farah : Imran Bilal Asif Nadeem Tariq Usman
Sri Lanka : 1 : Dilini Chamari Nirmala Kumari Sanduni Ishara : Nuwan Chaminda Kasun Ruwan Sunil Asanka
Nepal : 1 : Sita Gita Sabina Binita Kamala Pasang : Bishnu Prakash Dipak Tenzing Hari Ramesh
== South-East Asia | 8.5 | middle | 26 26 48
Indonesia : 8 : Siti Dewi Wati Ratna Indah Putri : Budi Agus Joko Bambang Wayan Hendra
the Philippines : 4 : Maricel Liza Rowena Analyn Cristina Jocelyn : Jun Ramil Danilo Rodel Efren Arnel
Vietnam : 3 : Lan Huong Mai Thuy Hanh Ngoc : Minh Tuan Hung Dung Quang Long
Malaysia : 1 : Aishah Noraini Mei Kamariah Devi Salmah : Azlan Faizal Hafiz Wei Kumar Razak
== East Asia | 20.5 | old | 38 27 35
China : 24 : Mei Xiuying Lihua Fang Jing Yan : Wei Jun Haoran Jianguo Lei Bin
Japan : 2 : Yuko Haruka Keiko Naomi Sachiko Emi : Kenji Takashi Hiroshi Daichi Satoshi Makoto
South Korea : 1 : Jiyoung Minseo Eunji Hyejin Sunhee Yuna : Minho Jihoon Sungmin Donghyun Jaewon Taeyang
== Eastern Europe | 3.6 | old | 34 32 34
Poland : 3 : Agnieszka Zofia Katarzyna Ewa Hanna Dorota : Marek Tomasz Piotr Jakub Wojciech Pawel
Ukraine : 3 : Oksana Olena Iryna Halyna Svitlana Nadiya : Andriy Taras Bohdan Mykola Serhiy Ostap
Romania : 2 : Ioana Elena Mihaela Roxana Carmen Simona : Andrei Radu Mihai Cristian Sorin Vlad
Czechia : 1 : Jana Lenka Tereza Petra Alena Zuzana : Jan Pavel Tomas Jiri Martin Karel
== Northern Europe | 1.4 | old | 36 38 26
the United Kingdom : 7 : Helen Priya Gwen Fiona Charlotte Naomi : Owen Alistair Harry Imran Gareth Colin
Sweden : 1 : Astrid Linnea Karin Maja Ingrid Elsa : Lars Nils Erik Gustav Oskar Johan
Finland : 1 : Aino Helmi Tuuli Riikka Sanna Kaisa : Mikko Antti Juhani Timo Eero Pekka
Ireland : 1 : Aoife Niamh Siobhan Orla Ciara Maeve : Cian Declan Fergus Eoin Liam Ronan
== Western Europe | 2.5 | old | 32 40 28
Germany : 5 : Greta Sabine Lena Heike Ulrike Anke : Jonas Stefan Matthias Uwe Torsten Felix
France : 4 : Claire Margaux Sylvie Elodie Manon Brigitte : Luc Antoine Julien Pascal Remy Thierry
the Netherlands : 1 : Sanne Marieke Fleur Anouk Femke Loes : Daan Joris Pieter Bram Sjoerd Wouter
Austria : 1 : Magdalena Elfriede Theresa Christa Johanna Veronika : Florian Lukas Franz Alois Georg Dominik
== Southern Europe | 1.9 | old | 32 38 30
Italy : 5 : Giulia Chiara Francesca Lucia Paola Silvia : Marco Luca Matteo Paolo Giorgio Davide
Spain : 4 : Lucia Pilar Carmen Marta Nuria Rocio : Javier Pablo Sergio Alvaro Manuel Ignacio
Portugal : 1 : Ines Beatriz Catarina Teresa Rita Graca : Tiago Rui Nuno Joaquim Duarte Vasco
Greece : 1 : Eleni Katerina Sofia Despina Ioanna Vasiliki : Nikos Yannis Kostas Dimitris Stavros Petros
== North America | 4.7 | old | 40 38 22
the United States : 9 : Emily Denise Maria Keisha Linda Hannah : Marcus Ethan Carlos Tyler Walter Brandon
Canada : 1 : Madeleine Claire Jasmine Heather Noor Isabelle : Etienne Duncan Noah Gordon Amir Mathieu
== Central America and the Caribbean | 2.8 | middle | 32 32 36
Mexico : 12 : Guadalupe Ximena Rosario Alma Leticia Daniela : Alejandro Hector Raul Emilio Arturo Ramiro
Guatemala : 2 : Ixchel Marisol Lidia Telma Brenda Irma : Otto Byron Edgar Mynor Estuardo Rigoberto
Cuba : 1 : Yanet Mirta Odalys Idania Lourdes Dayami : Orlando Reinaldo Lazaro Yoel Osvaldo Ernesto
Jamaica : 1 : Shanice Marcia Beverley Kerry Tamara Althea : Devon Winston Leroy Andre Errol Desmond
== South America | 5.5 | middle | 44 32 24
Brazil : 10 : Juliana Camila Fernanda Beatriz Aparecida Luciana : Thiago Rafael Joao Leandro Marcelo Edson
Colombia : 3 : Catalina Paula Luz Natalia Yolanda Adriana : Andres Camilo Jairo Fabian Mauricio Julian
Peru : 2 : Milagros Flor Rosa Elena Nelida Maritza : Jose Percy Wilmer Cesar Edwin Efrain
Argentina : 2 : Florencia Valeria Graciela Micaela Silvina Norma : Facundo Martin Gonzalo Ezequiel Horacio Nicolas
Chile : 1 : Constanza Javiera Macarena Ximena Loreto Isidora : Cristobal Rodrigo Benjamin Patricio Ignacio Claudio
== Oceania | 0.6 | old | 42 34 24
Australia : 5 : Chloe Bronwyn Kylie Olivia Narelle Jacinta : Lachlan Bruce Darren Angus Trent Mitchell
New Zealand : 1 : Aroha Mereana Ruby Hine Philippa Moana : Wiremu Hemi Tane Callum Rangi Scott
Fiji : 1 : Litia Mere Salote Ana Vani Adi : Josefa Ratu Epeli Tomasi Jone Isikeli
"""


def _regions() -> tuple[Region, ...]:
    found: list[Region] = []
    for block in _TABLE.strip().split("== ")[1:]:
        head, *lines = block.strip().splitlines()
        name, share, ages, settlements = (part.strip() for part in head.split("|"))
        city, town, village = map(int, settlements.split())
        countries = tuple(_country(line) for line in lines)
        found.append(Region(name, float(share), ages, (city, town, village), countries))
    return tuple(found)


def _country(line: str) -> Country:
    name, weight, female, male = (part.strip() for part in line.split(" : "))
    return Country(name, int(weight), tuple(female.split()), tuple(male.split()))


REGIONS = _regions()
